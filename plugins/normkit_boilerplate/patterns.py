"""Reading `patterns.txt`: alternatives by group."""

from normkit import read_sections


def any_of(group: str) -> str:
    r"""Return a group as one alternative between word boundaries, to be built into a regular expression.

    >>> any_of("disclaimer: how")[:20]
    '\\b(?:gathered|collec'
    """
    return rf"\b(?:{'|'.join(read_sections(__package__, 'patterns.txt')[group])})(?!\w)"
