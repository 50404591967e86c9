"""Which row names the section: a few words directly above the title, at the top of the text."""

from collections.abc import Mapping, Sequence

from normkit_metadata.phrases import lines_of
from normkit_metadata.rows import Row
from normkit_metadata.titles import folded
from normkit_metadata.zone import Marked

_MOST_WORDS = 3
_MOST_ABOVE = 1  # rows that may stand above it, besides skip links: more is a menu


def find_section(rows: Sequence[Row], title: int, marked: Mapping[int, Marked]) -> int | None:
    """Return the place of the section's row, or None."""
    above = [place for place in range(title) if not _is_skip(rows[place])][-_MOST_ABOVE - 2 :]
    if not above or len(above) > _MOST_ABOVE:
        return None
    row = rows[above[-1]]
    if above[-1] in marked and marked[above[-1]].is_mark:
        return None
    fits = row.words <= _MOST_WORDS and not row.bulleted and all(c.isalpha() or c in " &/-'’" for c in row.text)
    return (
        above[-1] if fits and row.text[0].isupper() and folded(row.text) not in lines_of("navigation") else None
    )


def _is_skip(row: Row) -> bool:
    return folded(row.text).startswith(("skip to", "jump to"))
