"""The `boilerplate` stage: menus, prompts, captions, teasers and footers go, each for a named reason."""

from normkit import hookimpl
from normkit_boilerplate.stage import Boilerplate


@hookimpl
def normkit_stages() -> list[type[Boilerplate]]:
    """Provide the stage."""
    return [Boilerplate]
