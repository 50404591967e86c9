"""Dates in one line of text, as ISO 8601."""

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from normkit import Span
from normkit_metadata.phrases import months

_NUMBER = re.compile(r"\d+")
_YEAR = r"((?:19|20)\d\d)"
_MONTH = r"([^\W\d_][^\s\d.,/|()_-]{1,14})\.?"
_OF = r"(?:\s?(?:of|de|del)\s)?"
_ORDINAL = r"(?:st|nd|rd|th|er|º|ª|\.)?"
_FROM_YEAR = re.compile(
    rf"{_YEAR}(?:(?P<mark>[-/.])\s?(\d\d?)(?P=mark)\s?(\d\d?)(?!\d)"
    r"|\s?[年년]\s?(\d\d?)\s?[月월]\s?(\d\d?)\s?[日일])"
)
_FROM_DAY = re.compile(
    rf"(\d\d?)(?:(?P<mark>[-/.])\s?(\d\d?)(?P=mark)\s?((?:19|20)\d\d(?!\.\d)|\d\d(?![\d./-]))"
    rf"|{_ORDINAL}[\s,/-]?{_OF}\s?{_MONTH}[\s,/-]{{0,2}}{_OF}\s?(?:{_YEAR}|['’](\d\d)\b))"
)
_MONTH_AFTER_YEAR = re.compile(rf"{_YEAR}\.?\s{_MONTH}\s(\d\d?)(?!\d)")
_DAY_AFTER_MONTH = re.compile(rf"(\d\d?){_ORDINAL}[\s,]{{0,3}}{_OF}{_YEAR}")
_YEAR_AFTER_MONTH = re.compile(rf"{_YEAR}(?!\d)")
_LONGEST_MONTH = 24  # characters that are looked through for its name
_MONTH_BEFORE = re.compile(rf"(?<![^\W_]){_MONTH}[\s,]{{0,3}}{_OF}\Z")
_CLOCK = re.compile(
    r"[\s,|•·–—-]{0,4}(?:(?:at|um|à|kl\.?|ore|T)\s?)?(?P<hour>\d\d?)[:.h](?P<minute>[0-5]\d)(?::\d\d)?+(?![.:]?\d)"
    r"\s?(?P<half>[ap]\.?m\b\.?)?",
    re.IGNORECASE,
)
_SLASHED = re.compile(r"(?<![\d/])(\d\d?)/(\d\d?)/(?:19|20)\d\d(?!\d)")
_AMERICAN = re.compile(r"/(?:19|20)\d\d\W[^/]{0,12}\b[ECMP][DS]T\b")  # on the clocks of North America
AMBIGUOUS = "ambiguous"


class Dated(NamedTuple):
    """A date and where it stands."""

    span: Span
    value: str
    form: str
    """The name of its form; AMBIGUOUS, and the value is empty, where either number could be the day."""


def find_dates(text: str, *, day_first: bool | None = None) -> Iterator[Dated]:
    """Yield the dates of a line, as precise as they are, in text order.

    `day_first` says how 03/04/2021 is meant; None: not known, so it has no value.

    >>> [found.value for found in find_dates("Updated: February 23, 2022 1:58pm, not 23. März 2021")]
    ['2022-02-23T13:58', '2021-03-23']
    >>> [found.form for found in find_dates("03/04/2021")]
    ['ambiguous']
    """
    position = 0
    while number := _NUMBER.search(text, position):
        start = number.start()
        found = _numbered(text, number, day_first=day_first) or _named(text, number, position)
        if found is None:
            position = number.end()
            continue
        (start, position), value, form = found
        clock = ""
        if is_day(value):
            position, clock = _clock(text, position)
        yield Dated((start, position), value + clock, form)


def day_first(text: str, language: str | None) -> bool | None:
    """Say how the slashed dates of a text are meant: by those that can only be one thing, zone or language.

    >>> day_first("03/04/2021, then 23/04/2021", None)
    True
    >>> day_first("03/04/2021", "en") is None, day_first("03/04/2021", "fr")
    (True, True)
    >>> day_first("03/04/2021 08:15 AM EDT", "en")
    False
    """
    pairs = [(int(first), int(second)) for first, second in _SLASHED.findall(text)]
    day = any(first > 12 >= second for first, second in pairs)  # noqa: PLR2004 (months)
    month = any(second > 12 >= first for first, second in pairs)  # noqa: PLR2004
    if day != month:
        return day
    if _AMERICAN.search(text):
        return False
    return True if language and not language.startswith("en") else None


def is_day(value: str) -> bool:
    """Whether an ISO 8601 value names a day at least.

    >>> is_day("2022-02-23T10:14"), is_day("2022-02")
    (True, False)
    """
    return len(value) >= len("2022-02-23")


def _numbered(text: str, number: re.Match[str], *, day_first: bool | None) -> Dated | None:
    """Return the date that begins with a number, if one does."""
    start = number.start()
    if text[start - 1 : start] in (".", ",") and text[start - 2 : start - 1].isdigit():
        return None  # the end of a number like 1.25
    return _from_year(text, start) or _from_day(text, start, day_first=day_first)


def _from_year(text: str, start: int) -> Dated | None:
    if match := _FROM_YEAR.match(text, start):
        year, _, *parts = match.groups()
        month, day = [int(part) for part in parts if part]
        return _dated(match.span(), _iso(int(year), month, day), "year")
    if match := _MONTH_AFTER_YEAR.match(text, start):
        month = months().get(match[2].casefold(), 0)
        return _dated(match.span(), _iso(int(match[1]), month, int(match[3])), "name")
    return None


def _from_day(text: str, start: int, *, day_first: bool | None) -> Dated | None:
    match = _FROM_DAY.match(text, start)
    if not match:
        return None
    day, mark, second, end, name, year, short = match.groups()
    if name:
        month = months().get(name.casefold(), 0)
        return _dated(match.span(), _iso(int(year or f"20{short}"), month, int(day)), "name")
    is_short = len(end) < len("2021")
    order = True if mark == "." else day_first
    value = _slashed(int(day), int(second), int(f"20{end}" if is_short else end), order)
    if value == "":
        return Dated(match.span(), "", AMBIGUOUS)
    return _dated(match.span(), value, "short" if is_short else "day")


def _named(text: str, number: re.Match[str], position: int) -> Dated | None:
    """Return the date that begins with the name of a month before a number, if one does."""
    before = _MONTH_BEFORE.search(text, max(position, number.start() - _LONGEST_MONTH), number.start())
    month = months().get(before[1].casefold()) if before else None
    if not before or not month:
        return None
    if match := _DAY_AFTER_MONTH.match(text, number.start()):
        return _dated((before.start(), match.end()), _iso(int(match[2]), month, int(match[1])), "name")
    if match := _YEAR_AFTER_MONTH.match(text, number.start()):
        return Dated((before.start(), match.end()), f"{match[1]}-{month:02}", "month")
    return None


def _dated(span: Span, value: str | None, form: str) -> Dated | None:
    return Dated(span, value, form) if value else None


def _slashed(first: int, second: int, year: int, day_first: bool | None) -> str | None:  # noqa: FBT001 (three-valued)
    as_day, as_month = _iso(year, second, first), _iso(year, first, second)
    if as_day and as_month and first != second:
        return "" if day_first is None else as_day if day_first else as_month
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
