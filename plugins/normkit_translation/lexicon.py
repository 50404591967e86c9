"""Words and phrases of the rules, from `lexicon.txt`."""

import re

from normkit import read_sections


def lexicon() -> dict[str, tuple[str, ...]]:
    """Return the entries of each section, in file order."""
    return read_sections(__package__, "lexicon.txt")


def alternatives(section: str) -> str:
    """Return a regular expression group for the entries of a section, the longest first."""
    ordered = sorted(lexicon()[section], key=len, reverse=True)
    return f"(?:{'|'.join(map(re.escape, ordered))})"
