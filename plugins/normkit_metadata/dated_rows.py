"""The dates of rows, found when they are first asked for."""

from collections.abc import Sequence
from functools import cached_property

from normkit_metadata.dates import Dated, day_first, find_dates, is_day
from normkit_metadata.rows import Rows
from normkit_metadata.surroundings import may_be_dated

_LONGEST = 200  # characters of a row whose dates count
_MOST_BESIDE = 40  # characters beside the date in a row that gives one


class DatedRows:
    """Knows the dates of each row of a document."""

    def __init__(self, rows: Rows, language: str | None) -> None:
        self._rows = rows
        self._language = language
        self._found: dict[int, Sequence[Dated]] = {}

    def __getitem__(self, place: int) -> Sequence[Dated]:
        found = self._found.get(place)
        if found is None:
            found = self._found[place] = self._read(place)
        return found

    def gives_date(self, place: int) -> bool:
        """Whether there is such a row and it says little but a date."""
        if not 0 <= place < len(self._rows):
            return False
        dates = [found for found in self[place] if is_day(found.value)]
        start, end = dates[0].span if dates else (0, 0)
        return bool(dates) and len(self._rows.texts[place]) - (end - start) < _MOST_BESIDE

    def without_dates(self, place: int) -> str:
        """Return a row with bars in the place of its dates, so that positions stay."""
        text = self._rows.texts[place]
        for found in self[place]:
            start, end = found.span
            text = text[:start] + "|" * (end - start) + text[end:]
        return text

    def _read(self, place: int) -> Sequence[Dated]:
        text = self._rows.texts[place]
        if len(text) > _LONGEST or not may_be_dated(text):
            return ()
        return tuple(find_dates(text, day_first=self._day_first))

    @cached_property
    def _day_first(self) -> bool | None:
        return day_first(self._rows.text, self._language)
