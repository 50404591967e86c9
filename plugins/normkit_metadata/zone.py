"""What a short line says: dates, a byline, and what else."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from normkit import Line, Span
from normkit_metadata.dates import Dated, find_dates
from normkit_metadata.names import Name, byline_start, leading_names
from normkit_metadata.phrases import words_of

_LONGEST_WORDS = 22
_MOST_UNEXPLAINED = 4  # words beside date, names and labels
_MOST_AGENCY_WORDS = 2  # beside "By" and names
_TOKEN = re.compile(r"[^\W\d_][\w.'’-]*")
_EXPLAINED = ("published", "updated", "filler", "weekdays", "bylines")


class Marked(NamedTuple):
    """The dates and names of a line."""

    dates: Sequence[Dated] = ()
    names: Sequence[Name] = ()
    is_byline: bool = False
    rest: frozenset[str] = frozenset()
    """The words that are neither dates nor names nor the "by" before them, in lower case."""

    @property
    def unexplained(self) -> frozenset[str]:
        """The words that are no label either."""
        return self.rest.difference(*map(words_of, _EXPLAINED))

    @property
    def is_dateline(self) -> bool:
        """Whether the line gives a date rather than mentions one."""
        return bool(self.dates) and len(self.unexplained) <= _MOST_UNEXPLAINED

    @property
    def is_mark(self) -> bool:
        """Whether the line is a dateline, a byline or a label of one, so no title."""
        is_label = bool(self.rest) and not self.unexplained
        return self.is_dateline or is_label or (self.is_byline and bool(self.names))

    @property
    def is_only_mark(self) -> bool:
        """Whether the line holds little beside a date, names, and roles behind them."""
        roles = words_of("roles") if self.is_byline and self.names else frozenset[str]()
        return len(self.unexplained - roles) <= (_MOST_AGENCY_WORDS if roles else 0)


def mark_lines(lines: Sequence[Line], places: range, *, day_first: bool | None) -> dict[int, Marked]:
    """Mark the lines at `places`."""
    return {place: mark(lines[place], day_first=day_first) for place in places}


def mark(line: Line, *, day_first: bool | None) -> Marked:
    """Find the dates and the byline of a line; a paragraph has none."""
    if line.is_prose or line.word_count > _LONGEST_WORDS:
        return Marked()
    text = line.content
    dates = list(find_dates(text, day_first=day_first)) if any(map(str.isdigit, text)) else []
    blank = _without(text, [found.span for found in dates])
    start = byline_start(blank, anywhere=bool(dates))
    names = leading_names(blank, start) if start or dates else []
    rest = _TOKEN.findall(_without(blank, [name.span for name in names]))
    words = frozenset(word.casefold().rstrip(".") for word in rest)
    return Marked(dates, names, start > 0, words - words_of("bylines") if start else words)


def _without(text: str, spans: Sequence[Span]) -> str:
    """Put bars in the place of each span, so that positions stay."""
    for start, end in spans:
        text = text[:start] + "|" * (end - start) + text[end:]
    return text
