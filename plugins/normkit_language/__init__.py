"""The `language` stage: which language a text is in, and how sure that is."""

from normkit import hookimpl
from normkit_language.stage import Language


@hookimpl
def normkit_stages() -> list[type[Language]]:
    """Provide the stage."""
    return [Language]
