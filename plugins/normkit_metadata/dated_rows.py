"""The dates of rows, found when they are first asked for."""

from collections.abc import Sequence
from functools import cached_property

from normkit_metadata.dates import Dated, day_first, find_dates, is_day
from normkit_metadata.rows import Rows
from normkit_metadata.surroundings import Surroundings

_MOST_BESIDE = 40  # characters beside the date in a row that gives one


class DatedRows:
    """Knows the dates of each row of a document."""

    def __init__(self, rows: Rows, around: Surroundings, language: str | None) -> None:
        self._rows = rows
        self._language = language
        self.places = around.may_be_dated
        """The rows that may have dates, in text order."""
        self._may = frozenset(self.places)
        self._found: dict[int, Sequence[Dated]] = {}

    def __getitem__(self, place: int) -> Sequence[Dated]:
        """Return the dates of the row at `place`."""
        found = self._found.get(place)
        if found is None:
            found = self._found[place] = self._read(place)
        return found

    def gives_date(self, place: int) -> bool:
        """Whether there is such a row and it says little but a date."""
        if place not in self._may:
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
        if place not in self._may:
            return ()
        return tuple(find_dates(self._rows.texts[place], day_first=self._day_first))

    @cached_property
    def _day_first(self) -> bool | None:
        texts = (self._rows.texts[place] for place in self.places)
        return day_first("\n".join(text for text in texts if "/" in text), self._language)
