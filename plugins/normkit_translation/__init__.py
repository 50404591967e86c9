"""The `translation` stage: was this page machine-translated into English, and what shows it."""

from normkit import hookimpl
from normkit_translation.stage import Translation


@hookimpl
def normkit_stages() -> list[type[Translation]]:
    """Provide the stage."""
    return [Translation]
