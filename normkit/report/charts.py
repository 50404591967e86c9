"""The geometry of charts; templates draw them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from normkit.report.values import BINS

_LEFT, _RIGHT, _TOP, _BOTTOM = 40, 332, 10, 146
_MOST_BARS = 48
_MOST_ROWS = 12
_MONTHS_WIDE = 4  # years: so many or fewer are drawn month by month
_STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000)


@dataclass(frozen=True)
class Column:
    """One bar of a histogram."""

    label: str
    value: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Tick:
    """Where an axis is labelled."""

    at: float
    label: str


@dataclass(frozen=True)
class Histogram:
    """A chart whose bars stand side by side."""

    columns: list[Column]
    across: list[Tick]
    up: list[Tick]
    left: float = _LEFT
    right: float = _RIGHT
    bottom: float = _BOTTOM


@dataclass(frozen=True)
class Bar:
    """One row of a chart whose bars lie below each other; `share` is of the longest one."""

    label: str
    value: int
    share: float


def bars(values: "Counter[str]") -> list[Bar]:
    """Return the most frequent values as bars, the others as one."""
    rows = sorted(values.items(), key=lambda item: (-item[1], item[0]))
    kept, others = (rows, []) if len(rows) <= _MOST_ROWS + 1 else (rows[:_MOST_ROWS], rows[_MOST_ROWS:])
    if others:
        kept = [*kept, (f"{len(others):,} others", sum(number for _, number in others))]
    longest = max((number for _, number in kept), default=1)
    return [Bar(label, number, number / longest) for label, number in kept]


def score_histogram(counts: Sequence[int]) -> Histogram:
    """Draw how often scores from 0 to 1 lie in each of equal bins."""
    labels = [f"{place / BINS:.2f} to {(place + 1) / BINS:.2f}" for place in range(BINS)]
    step = (_RIGHT - _LEFT) / 4
    across = [Tick(_LEFT + place * step, f"{place / 4:.2f}".rstrip("0").rstrip(".")) for place in range(5)]
    return Histogram(_columns(labels, counts), across, _up(counts))


def date_histogram(dates: "Counter[str]") -> Histogram:
    """Draw how many dates lie in each month; over a longer time in each year, or in so many years."""
    years = sorted({int(date[:4]) for date in dates})
    span = years[-1] - years[0] + 1
    if span <= _MONTHS_WIDE and all("-" in date for date in dates):
        labels = [f"{year}-{month:02}" for year in range(years[0], years[-1] + 1) for month in range(1, 13)]
        counts = [dates[label] for label in labels]
        return Histogram(_columns(labels, counts), _across(labels, 12), _up(counts))
    step = next(step for step in _STEPS if span / step <= _MOST_BARS)
    first = years[0] // step * step
    starts = range(first, years[-1] + 1, step)
    counts = [0] * len(starts)
    for date, number in dates.items():
        counts[(int(date[:4]) - first) // step] += number
    labels = [str(start) if step == 1 else f"{start} to {start + step - 1}" for start in starts]
    return Histogram(_columns(labels, counts), _across(labels, -(-len(labels) // 5)), _up(counts))


def _columns(labels: Sequence[str], counts: Sequence[int]) -> list[Column]:
    wide = (_RIGHT - _LEFT) / len(counts)
    scale = (_BOTTOM - _TOP) / _ceiling(counts)
    gap = min(2.0, wide / 5)
    return [
        Column(
            label,
            number,
            round(_LEFT + place * wide + gap / 2, 2),
            round(_BOTTOM - number * scale, 2),
            round(wide - gap, 2),
            round(number * scale, 2),
        )
        for place, (label, number) in enumerate(zip(labels, counts, strict=True))
    ]


def _across(labels: Sequence[str], every: int) -> list[Tick]:
    """Label the middle of every so many bars with the year that it begins in."""
    wide = (_RIGHT - _LEFT) / len(labels)
    return [
        Tick(round(_LEFT + (place + 0.5) * wide, 2), labels[place][:4])
        for place in range(0, len(labels), every)
    ]


def _up(counts: Sequence[int]) -> list[Tick]:
    top = _ceiling(counts)
    marks = (0, top // 2, top) if top % 2 == 0 else (0, top)
    return [Tick(round(_BOTTOM - mark / top * (_BOTTOM - _TOP), 2), short(mark)) for mark in marks]


def _ceiling(counts: Sequence[int]) -> int:
    """Return the round number that the axis ends at."""
    most, unit = max(*counts, 1), 1
    while most > 10 * unit:
        unit *= 10
    return next(step * unit for step in (1, 2, 4, 6, 8, 10) if step * unit >= most)


def short(number: int) -> str:
    """Write a large number with at most four digits.

    >>> short(950), short(12_000), short(103_942_792)
    ('950', '12k', '103.9M')
    """
    for unit, name in ((10**9, "G"), (10**6, "M"), (10**3, "k")):
        if number >= unit:
            return f"{number / unit:.1f}".removesuffix(".0") + name
    return str(number)
