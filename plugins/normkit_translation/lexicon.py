"""Words and phrases of the rules, from `lexicon.txt`."""

import re
from functools import cache
from importlib.resources import files


@cache
def lexicon() -> dict[str, tuple[str, ...]]:
    """Return the entries of each section, in file order."""
    sections: dict[str, list[str]] = {}
    for line in (files(__package__) / "lexicon.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            entries = sections.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("#"):
            entries.append(line)
    return {name: tuple(entries) for name, entries in sections.items()}


def alternatives(section: str) -> str:
    """Return a regular expression group for the entries of a section, the longest first."""
    ordered = sorted(lexicon()[section], key=len, reverse=True)
    return f"(?:{'|'.join(map(re.escape, ordered))})"
