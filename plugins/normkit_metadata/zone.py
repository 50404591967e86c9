"""What the short rows around the title say: dates and bylines."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from normkit import Span
from normkit_metadata.dates import Dated, find_dates
from normkit_metadata.names import Name, byline_start, leading_names
from normkit_metadata.phrases import words_of
from normkit_metadata.rows import Row

_LONGEST_WORDS = 22
_MOST_UNEXPLAINED = 4  # words beside date, names and labels
_TOKEN = re.compile(r"[^\W\d_][\w.'’-]*")


class Marked(NamedTuple):
    """A row with the dates and names that stand in it."""

    dates: list[Dated]
    names: list[Name]
    is_byline: bool
    rest: frozenset[str]
    """The words that are neither, in lower case."""

    @property
    def is_mark(self) -> bool:
        """Whether the row is a dateline or byline rather than something that mentions a date."""
        return bool(self.is_byline and self.names) or bool(self.dates and len(self.unexplained) <= _MOST_UNEXPLAINED)

    @property
    def unexplained(self) -> frozenset[str]:
        """The words that are no label either."""
        return self.rest - words_of("published") - words_of("updated") - words_of("filler") - words_of("weekdays") - words_of("bylines")


def mark(row: Row, *, day_first: bool | None) -> Marked:
    """Find the dates and the byline of a row."""
    if row.is_prose or row.words > _LONGEST_WORDS:
        return Marked([], [], is_byline=False, rest=frozenset())
    text = row.text
    dates = list(find_dates(text, day_first=day_first)) if any(map(str.isdigit, text)) else []
    blank = _without(text, [found.span for found in dates])
    start = byline_start(blank, anywhere=bool(dates))
    names = leading_names(blank, start) if start or dates else []
    rest = _without(blank, [name.span for name in names])
    words = frozenset(word.casefold().rstrip(".") for word in _TOKEN.findall(rest))
    return Marked(dates, names, is_byline=start > 0, rest=words)


def _without(text: str, spans: Sequence[Span]) -> str:
    """Put a bar in the place of each span, keeping positions."""
    for start, end in spans:
        text = text[:start] + "|" * (end - start) + text[end:]
    return text


def mark_rows(rows: Sequence[Row], places: range, *, day_first: bool | None) -> dict[int, Marked]:
    """Mark the rows at `places`."""
    return {place: mark(rows[place], day_first=day_first) for place in places}
