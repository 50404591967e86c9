"""Whether the confidence of answers says how many of them are right."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean

_DECIMALS = 6


@dataclass(frozen=True)
class ConfidenceRange:
    """The answers whose confidence is at least `low` and below the next range: how sure, how many are right."""

    low: float
    answers: int
    confidence: float
    right: float


def calibration(answers: Iterable[tuple[float, bool]], lows: Sequence[float]) -> tuple[ConfidenceRange, ...]:
    """Return the ranges that begin at `lows` and have answers: the confidence of each, and whether it is right.

    >>> calibration([(0.5, True), (0.7, False), (1.0, True)], [0, 0.5, 0.9])[0]
    ConfidenceRange(low=0.5, answers=2, confidence=0.6, right=0.5)
    """
    ranges: dict[float, list[tuple[float, bool]]] = {}
    for answer in answers:
        ranges.setdefault(lows[bisect_right(lows, answer[0]) - 1], []).append(answer)
    return tuple(_range(low, found) for low, found in sorted(ranges.items()))


def _range(low: float, answers: Sequence[tuple[float, bool]]) -> ConfidenceRange:
    confidence, right = (round(fmean(column), _DECIMALS) for column in zip(*answers, strict=True))
    return ConfidenceRange(low, len(answers), confidence, right)
