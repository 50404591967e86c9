"""The `metadata` stage: title, authors, dates and section, lifted from the text."""

from normkit import hookimpl
from normkit_metadata.stage import Metadata


@hookimpl
def normkit_stages() -> list[type[Metadata]]:
    """Provide the stage."""
    return [Metadata]
