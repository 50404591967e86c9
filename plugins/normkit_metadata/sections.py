"""Which line names the section: a few words directly above the title, at the top of the text.

More lines above the title than that one, skip links aside, are a menu.
"""

from collections.abc import Mapping, Sequence

from normkit import Line
from normkit_metadata.phrases import words_of
from normkit_metadata.titles import folded
from normkit_metadata.zone import Marked

_MOST_WORDS = 3
_ALLOWED = " &/-'’"


def find_section(lines: Sequence[Line], title: int, marked: Mapping[int, Marked]) -> int | None:
    """Return the place of the section's line, or None."""
    above = [place for place in range(title) if not _is_skip(lines[place])]
    if len(above) != 1:
        return None
    place = above[0]
    is_mark = place in marked and marked[place].is_mark
    return place if not is_mark and _names_section(lines[place]) else None


def _names_section(line: Line) -> bool:
    words = folded(line.content).split()
    return (
        0 < len(words) <= _MOST_WORDS
        and not line.is_bulleted
        and line.content[0].isupper()
        and all(character.isalpha() or character in _ALLOWED for character in line.content)
        and not words_of("navigation").issuperset(words)
    )


def _is_skip(line: Line) -> bool:
    return folded(line.content).startswith(("skip to", "jump to"))
