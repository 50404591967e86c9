"""Dates in one line of text, as ISO 8601."""

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from normkit import Span
from normkit_metadata.phrases import months

_YEAR = r"(?P<year>(?:19|20)\d\d)"
_MONTH = r"(?P<month>[^\W\d_]{3,14})\.?"
_OF = r"(?:\s?(?:of|de|del)\s)?"
_ORDINAL = r"(?:st|nd|rd|th|er|º|\.)?"
_FORMS = [
    re.compile(form)
    for form in (
        rf"(?<![\d.]){_YEAR}(?P<mark>[-/.])(?P<number>\d\d?)(?P=mark)(?P<day>\d\d?)(?!\d)",
        rf"{_YEAR}\s?[年년]\s?(?P<number>\d\d?)\s?[月월]\s?(?P<day>\d\d?)\s?[日일]",
        rf"(?<![\d.,])(?P<day>\d\d?){_ORDINAL}[\s,/-]?{_OF}\s?{_MONTH}[\s,/-]{{0,2}}{_OF}\s?{_YEAR}",
        rf"\b{_MONTH}\s{{0,2}}(?P<day>\d\d?){_ORDINAL}[\s,]{{0,3}}{_OF}{_YEAR}",
        rf"(?<![\d.])(?P<first>\d\d?)(?P<mark>[-/.])\s?(?P<second>\d\d?)(?P=mark)\s?{_YEAR}(?!\.\d)",
        r"(?<![\d.])(?P<first>\d\d?)(?P<mark>\.)(?P<second>\d\d?)\.(?P<year>\d\d)(?![\d.])",
        rf"(?<!\d)(?<!\d[\s.])(?<!\d\.\s)\b{_MONTH}[\s,]{{1,2}}{_OF}{_YEAR}(?!\d)",
    )
]
_CLOCK = re.compile(
    r"[\s,|•·–—-]{0,4}(?:(?:at|um|à|kl\.?|ore|T)\s?)?(?P<hour>\d\d?)[:.h](?P<minute>[0-5]\d)(?::\d\d)?+(?![.:]?\d)"
    r"\s?(?P<half>[ap]\.?m\b\.?)?",
    re.IGNORECASE,
)
_SLASHED = re.compile(r"(?<![\d/])(\d\d?)/(\d\d?)/(?:19|20)\d\d(?!\d)")


class Dated(NamedTuple):
    """A date and where it stands."""

    span: Span
    value: str


def find_dates(text: str, *, day_first: bool | None = None) -> Iterator[Dated]:
    """Yield the dates of a line, as precise as they are, in text order.

    `day_first` says how 03/04/2021 is meant; None: not known, so it is no date.

    >>> [found.value for found in find_dates("Updated: February 23, 2022 1:58pm, not 23. März 2021")]
    ['2022-02-23T13:58', '2021-03-23']
    >>> list(find_dates("03/04/2021"))
    []
    """
    position = 0
    matches = sorted((m for form in _FORMS for m in form.finditer(text)), key=lambda m: (m.start(), -m.end()))
    for match in matches:
        if match.start() >= position and (value := _day(match, day_first=day_first)):
            position, clock = _clock(text, match.end()) if is_day(value) else (match.end(), "")
            yield Dated((match.start(), position), value + clock)


def day_first(text: str, language: str | None) -> bool | None:
    """Say how the slashed dates of a document are meant: by those that can only be one thing, or its language.

    >>> day_first("03/04/2021, then 23/04/2021", None)
    True
    >>> day_first("03/04/2021", "en") is None, day_first("03/04/2021", "fr")
    (True, True)
    """
    pairs = [(int(first), int(second)) for first, second in _SLASHED.findall(text)]
    day = any(first > 12 >= second for first, second in pairs)  # noqa: PLR2004 (months)
    month = any(second > 12 >= first for first, second in pairs)  # noqa: PLR2004
    if day != month:
        return day
    return True if language and not language.startswith("en") else None


def is_day(value: str) -> bool:
    """Whether an ISO 8601 value names a day at least.

    >>> is_day("2022-02-23T10:14"), is_day("2022-02")
    (True, False)
    """
    return len(value) >= len("2022-02-23")


def _day(match: re.Match[str], *, day_first: bool | None) -> str | None:
    """Return the ISO form of a match, or None when there is no such day."""
    part = match.groupdict()
    year = int(part["year"]) + (2000 if len(part["year"]) == 2 else 0)  # noqa: PLR2004 (digits)
    if "first" in part:
        return _numeric(year, int(part["first"]), int(part["second"]), part["mark"] == "." or day_first)
    month = int(part["number"]) if "number" in part else months().get(part["month"].casefold(), 0)
    if "day" in part:
        return _iso(year, month, int(part["day"]))
    return f"{year}-{month:02}" if month else None


def _numeric(year: int, first: int, second: int, day_first: bool | None) -> str | None:  # noqa: FBT001 (three-valued)
    if first == second:
        return _iso(year, first, first)
    as_day, as_month = _iso(year, second, first), _iso(year, first, second)
    if as_day and as_month:
        return None if day_first is None else as_day if day_first else as_month
    return as_day or as_month


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _clock(text: str, position: int) -> tuple[int, str]:
    """Return where the time behind a date ends, and the time: `T10:14`, or nothing."""
    match = _CLOCK.match(text, position)
    if not match:
        return position, ""
    hour, half = int(match["hour"]), (match["half"] or "").lower()[:1]
    if half and 1 <= hour <= 12:  # noqa: PLR2004 (a clock)
        hour = hour % 12 + (12 if half == "p" else 0)
    return (match.end(), f"T{hour:02}:{match['minute']}") if hour < 24 else (position, "")  # noqa: PLR2004
