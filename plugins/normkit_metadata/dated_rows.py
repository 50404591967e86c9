"""The dates of rows, found when they are first asked for."""

import re
from collections.abc import Sequence
from functools import cached_property

from normkit_metadata.dates import Dated, day_first, find_dates, is_day
from normkit_metadata.rows import Rows

_OPENING = 150  # characters of a row that are searched for dates
_MAY_DATE = re.compile(  # 19, 20 or a date without its century; what begins with one kind of characters is fast
    r"[0-9](?:(?<=1)9|(?<=2)0|[./]\s?\d\d?[./]\s?\d\d)"
)
_MOST_BESIDE = 40  # characters beside the date in a row that gives one


class DatedRows:
    """Knows the dates of each row of a document."""

    def __init__(self, rows: Rows, language: str | None) -> None:
        self._rows = rows
        self._language = language
        self.places = [place for place, text in enumerate(rows.texts) if _MAY_DATE.search(text, 0, _OPENING)]
        """The rows that may have dates, in text order."""
        self._found: dict[int, Sequence[Dated] | None] = dict.fromkeys(self.places)

    def __getitem__(self, place: int) -> Sequence[Dated]:
        """Return the dates of the row at `place`, none beyond the first and the last one."""
        found = self._found.get(place, ())
        if found is None:
            text = self._rows.texts[place]
            dates = find_dates(text[:_OPENING], day_first=self._day_first)
            found = tuple(date for date in dates if date.span[1] < _OPENING or len(text) <= _OPENING)  # uncut
            self._found[place] = found
        return found

    def gives_date(self, place: int) -> bool:
        """Whether there is such a row and it says little but a date."""
        for found in self[place]:
            if is_day(found.value):
                start, end = found.span
                return len(self._rows.texts[place]) - (end - start) < _MOST_BESIDE
        return False

    def without_dates(self, place: int) -> str:
        """Return a row with bars in the place of its dates, so that positions stay."""
        text = self._rows.texts[place]
        for found in self[place]:
            start, end = found.span
            text = text[:start] + "|" * (end - start) + text[end:]
        return text

    @cached_property
    def _day_first(self) -> bool | None:
        texts = (self._rows.texts[place] for place in self.places)
        return day_first("\n".join(text for text in texts if "/" in text), self._language)
