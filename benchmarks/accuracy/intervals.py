"""Means over pages with 95 % percentile intervals, bootstrapped over pages with a fixed seed."""

import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

from benchmarks.markdown import cell

PageT = TypeVar("PageT")

Statistics: TypeAlias = Mapping[str, float | None]
"""Figures by name; None where there is nothing to count."""

_DRAWS = 1000
_SEED = 7
_TAIL = 0.025  # on either side
_DECIMALS = 6


@dataclass(frozen=True)
class Figure:
    """A figure and the interval that holds it, with six decimals; all None where there is nothing to count."""

    value: float | None
    low: float | None
    high: float | None

    def __str__(self) -> str:
        """Return the figure and, if there is one, the interval in brackets."""
        interval = "" if self.low is None else f" [{cell(self.low)}, {cell(self.high)}]"
        return cell(self.value) + interval

    @property
    def rest(self) -> "Figure":
        """What is missing to 1."""
        return Figure(*(None if x is None else rounded(1 - x) for x in (self.value, self.high, self.low)))


def mean(values: Iterable[float | None]) -> float | None:
    """Return the mean of what is not None.

    >>> mean([1.0, None, 0.5])
    0.75
    """
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None


def figures(pages: Sequence[PageT], statistics: Callable[[Sequence[PageT]], Statistics]) -> dict[str, Figure]:
    """Return what `statistics` says of the pages, with intervals from what it says of samples of them."""
    generator = random.Random(_SEED)  # noqa: S311 (no secret)
    samples = [statistics(generator.choices(pages, k=len(pages))) for _ in range(_DRAWS if pages else 0)]
    return {
        name: Figure(rounded(value), *_interval(sample[name] for sample in samples))
        for name, value in statistics(pages).items()
    }


def rounded(value: float | None) -> float | None:
    """Return a figure with six decimals."""
    return None if value is None else round(value, _DECIMALS)


def _interval(values: Iterable[float | None]) -> tuple[float | None, float | None]:
    known = sorted(value for value in values if value is not None)
    if not known:
        return None, None
    tail = int(_TAIL * len(known))
    return rounded(known[tail]), rounded(known[-1 - tail])
