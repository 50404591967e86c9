"""Reading `patterns.txt`: alternatives by group."""

from functools import cache
from importlib.resources import files


@cache
def any_of(group: str) -> str:
    r"""Return a group as one alternative between word boundaries, to be built into a regular expression.

    >>> any_of("disclaimer: how")[:20]
    '\\b(?:gathered|collec'
    """
    text = files(__package__).joinpath("patterns.txt").read_text(encoding="utf-8")
    lines = text.partition(f"[{group}]\n")[2].partition("\n[")[0].split("\n")
    return rf"\b(?:{'|'.join(filter(None, lines))})(?!\w)"
