"""The figures of the metadata benchmark: all that is printed and written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from benchmarks.accuracy.calibration import ConfidenceRange, calibration
from benchmarks.accuracy.intervals import Figure, figures
from benchmarks.accuracy.metadata_rows import FIELDS
from benchmarks.accuracy.metadata_scores import RowScore, statistics

_LOWS = [step / 10 for step in range(10)]


@dataclass(frozen=True)
class VariantResult:
    """The figures of the texts of one variant."""

    variant: str
    texts: int
    with_problems: int
    """Texts on which a stage failed."""
    figures: Mapping[str, Figure]
    """By the names that `metadata_scores.statistics` gives."""
    calibration: Mapping[str, tuple[ConfidenceRange, ...]]
    """By field; of authors each is an answer."""


@dataclass(frozen=True)
class Result:
    """The figures of all variants."""

    variants: tuple[VariantResult, ...]


def variant_result(variant: str, scores: Sequence[RowScore]) -> VariantResult:
    """Take the texts of a variant together."""
    return VariantResult(
        variant,
        len(scores),
        sum(score.has_problem for score in scores),
        figures(scores, statistics),
        {
            name: calibration(
                (claim[1:] for score in scores for claim in score.claims if claim[0] == name), _LOWS
            )
            for name in FIELDS
        },
    )
