"""The figures of the metadata benchmark: all that is printed and written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.accuracy.intervals import Figure, figures, mean, rounded
from benchmarks.accuracy.metadata_rows import FIELDS
from benchmarks.accuracy.metadata_scores import RowScore, statistics

_STEPS = 10


@dataclass(frozen=True)
class Calibration:
    """Of the values of a field with a confidence from `low` on: how many, how sure, how many of them right."""

    field: str
    low: float
    values: int
    confidence: float | None
    precision: float | None


@dataclass(frozen=True)
class VariantResult:
    """The figures of the texts of one variant."""

    variant: str
    texts: int
    with_problems: int
    """Texts on which a stage failed."""
    figures: Mapping[str, Figure]
    """By the names that `metadata_scores.statistics` gives."""
    calibration: tuple[Calibration, ...]


@dataclass(frozen=True)
class Result:
    """The figures of all variants, and the options of the stages that they were taken with."""

    stage: str
    options: Mapping[str, Mapping[str, Any]]
    variants: tuple[VariantResult, ...]


def variant_result(variant: str, scores: Sequence[RowScore]) -> VariantResult:
    """Take the texts of a variant together."""
    return VariantResult(
        variant,
        len(scores),
        sum(score.has_problem for score in scores),
        figures(scores, statistics),
        tuple(_calibration(name, low, scores) for name in FIELDS for low in range(_STEPS)),
    )


def _calibration(name: str, low: int, scores: Sequence[RowScore]) -> Calibration:
    some = [
        (confidence, is_right)
        for score in scores
        for field, confidence, is_right in score.claims
        if field == name and min(int(confidence * _STEPS), _STEPS - 1) == low
    ]
    sure, right = mean(confidence for confidence, _ in some), mean(is_right for _, is_right in some)
    return Calibration(name, low / _STEPS, len(some), rounded(sure), rounded(right))
