"""The `typography` stage: straight quotes, plain dashes, folded ligatures and widths."""

from normkit import hookimpl
from normkit_typography.stage import Typography


@hookimpl
def normkit_stages() -> list[type[Typography]]:
    """Provide the stage."""
    return [Typography]
