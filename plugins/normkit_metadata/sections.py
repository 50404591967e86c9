"""Which row names the section: a few words directly above the title, at the top of the text.

More rows above the title than that one, skip links aside, are a menu.
"""

from normkit_metadata.dated_rows import DatedRows
from normkit_metadata.names import is_byline_label
from normkit_metadata.phrases import words_of
from normkit_metadata.rows import Rows
from normkit_metadata.titles import folded

_MOST_WORDS = 3
_MOST_ROWS = 8  # above a title that has a section, skip links too
_ALLOWED = " &/-'’"


def find_section(rows: Rows, dated: DatedRows, title: int) -> int | None:
    """Return the place of the section's row, or None."""
    if title > _MOST_ROWS:
        return None
    above = [place for place in range(title) if not _is_skip(rows.texts[place])]
    if len(above) != 1:
        return None
    place = above[0]
    return place if _names_section(rows, place) and not dated[place] else None


def _names_section(rows: Rows, place: int) -> bool:
    text = rows.texts[place]
    words = folded(text).split(" ", _MOST_WORDS)
    return (
        len(words) <= _MOST_WORDS
        and not rows.bulleted[place]
        and text[0].isupper()
        and all(character.isalpha() or character in _ALLOWED for character in text)
        and not words_of("navigation").issuperset(words)
        and not words_of("labels").issuperset(words)
        and not is_byline_label(text)
    )


def _is_skip(text: str) -> bool:
    return folded(text[:40]).startswith(("skip to", "jump to"))
