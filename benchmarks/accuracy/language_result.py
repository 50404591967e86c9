"""The figures of the language benchmark: all that is printed and written."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from benchmarks.accuracy.calibration import ConfidenceRange, calibration
from benchmarks.accuracy.intervals import Figure, Statistics, figures, mean
from benchmarks.accuracy.labelled_texts import LabelledText, primary, same_language

_NONE = "und"
_CONFUSIONS = 20
_LOWS = (0, 0.5, 0.8, 0.9, 0.95, 0.99)


class Answer(NamedTuple):
    """The language claimed, and the confidence."""

    language: str
    confidence: float


@dataclass(frozen=True)
class LengthFigures:
    """The figures of the texts of one length."""

    length: int
    texts: int
    supported_texts: int
    accuracy: Mapping[str, Figure]
    """`all` and `supported`."""


@dataclass(frozen=True)
class Result:
    """The figures of all texts."""

    lengths: tuple[LengthFigures, ...]
    confusions: Mapping[str, int]
    """How often the answer to texts in one language was another: `zu>sw`, the most frequent first."""
    confidence: tuple[ConfidenceRange, ...]
    edge_texts: int
    edge_right: int


@dataclass(frozen=True)
class _Judged:
    text: LabelledText
    answer: Answer
    supported: bool

    @property
    def right(self) -> bool:
        return same_language(self.answer.language, self.text.language)

    @property
    def is_none(self) -> bool:
        return self.answer.language == _NONE


def result(texts: Sequence[LabelledText], answers: Sequence[Answer], edge: Sequence[Answer]) -> Result:
    """Compare the answers with the languages of the texts; `edge` answers texts that have none."""
    named = {primary(answer.language) for answer in answers}
    judged = [
        _Judged(text, answer, primary(text.language) in named)
        for text, answer in zip(texts, answers, strict=True)
    ]
    lengths = sorted({text.length for text in texts})
    return Result(
        tuple(_length(length, [item for item in judged if item.text.length == length]) for length in lengths),
        _confusions(judged),
        calibration(((item.answer.confidence, item.right) for item in judged if not item.is_none), _LOWS),
        len(edge),
        sum(answer.language == _NONE for answer in edge),
    )


def _length(length: int, judged: Sequence[_Judged]) -> LengthFigures:
    supported = sum(item.supported for item in judged)
    return LengthFigures(length, len(judged), supported, figures(judged, _accuracy))


def _accuracy(judged: Sequence[_Judged]) -> Statistics:
    return {
        "all": mean(float(item.right) for item in judged),
        "supported": mean(float(item.right) for item in judged if item.supported),
    }


def _confusions(judged: Sequence[_Judged]) -> Mapping[str, int]:
    wrong = Counter(
        f"{primary(item.text.language)}>{primary(item.answer.language)}" for item in judged if not item.right
    )
    return dict(sorted(wrong.items(), key=lambda item: (-item[1], item[0]))[:_CONFUSIONS])
