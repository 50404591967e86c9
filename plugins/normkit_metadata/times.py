"""When it was published and updated: the dateline nearest to the title."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from normkit import Line, Span
from normkit_metadata.dates import Dated, is_day
from normkit_metadata.phrases import words_of
from normkit_metadata.zone import Marked

_ABOVE = 2  # times as far as it is counts a dateline above the title
_LABEL_WORDS = 2  # in a line above the date


class Time(NamedTuple):
    """A date, where the document says so, and what speaks for it."""

    value: str
    span: Span
    place: int
    label: str
    """"published", "updated", or "" when nothing says which."""
    distance: int
    lifts: bool
    """Whether the line says nothing else and can go."""


def find_times(lines: Sequence[Line], marked: Mapping[int, Marked], anchor: int) -> dict[str, Time]:
    """Return the dates by metadata name: of each kind the one nearest to the line `anchor`, labels first."""
    found: dict[str, Time] = {}
    for time in sorted(_times(lines, marked, anchor), key=_merit):
        found.setdefault(time.label or "published", time)
    return found


def _times(lines: Sequence[Line], marked: Mapping[int, Marked], anchor: int) -> list[Time]:
    return [
        Time(
            dated.value,
            lines[place].part(*dated.span),
            place,
            _label(lines, place, dated),
            place - anchor if place >= anchor else _ABOVE * (anchor - place),
            mark.is_only_mark,
        )
        for place, mark in marked.items()
        if mark.is_dateline
        for dated in mark.dates
    ]


def _merit(time: Time) -> tuple[bool, bool, int, Span]:
    return not is_day(time.value), not time.label, time.distance, time.span


def _label(lines: Sequence[Line], place: int, dated: Dated) -> str:
    """Return the kind of date by the last label before it, in its line or alone in the line above."""
    before = lines[place].content[: dated.span[0]]
    if not before and place and lines[place - 1].word_count <= _LABEL_WORDS:
        before = lines[place - 1].content
    for word in reversed(before.casefold().split()):
        for label in ("updated", "published"):
            if word.strip(".:,()|") in words_of(label):
                return label
    return ""
