"""The figures of the language benchmark: all that is printed and written."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from benchmarks.accuracy.intervals import Figure, Statistics, figures, mean
from benchmarks.accuracy.labelled_texts import LabelledText, primary, same_language
from benchmarks.accuracy.language_answers import Answer

_NONE = "und"
_CONFUSIONS = 20
_EDGES = (0, 0.5, 0.8, 0.9, 0.95, 0.99, 1)


@dataclass(frozen=True)
class LengthFigures:
    """The figures of the texts of one length."""

    length: int
    texts: int
    supported_texts: int
    accuracy: Mapping[str, Figure]
    """`all` and `supported`."""


@dataclass(frozen=True)
class Confusion:
    """How often the answer to texts in one language was another."""

    language: str
    answer: str
    texts: int


@dataclass(frozen=True)
class ConfidenceFigures:
    """The answers whose confidence is between two values."""

    name: str
    texts: int
    confidence: float
    right: float


@dataclass(frozen=True)
class Result:
    """The figures of all texts, and the options of the stages that they were taken with."""

    stage: str
    options: Mapping[str, Mapping[str, Any]]
    lengths: tuple[LengthFigures, ...]
    confusions: tuple[Confusion, ...]
    confidence: tuple[ConfidenceFigures, ...]
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


def result(
    options: Mapping[str, Mapping[str, Any]],
    texts: Sequence[LabelledText],
    answers: Sequence[Answer],
    edge: Sequence[Answer],
) -> Result:
    """Compare the answers with the languages of the texts; `edge` answers texts that have none."""
    named = {primary(answer.language) for answer in answers}
    judged = [
        _Judged(text, answer, primary(text.language) in named)
        for text, answer in zip(texts, answers, strict=True)
    ]
    lengths = sorted({text.length for text in texts})
    return Result(
        "language",
        options,
        tuple(_length(length, [item for item in judged if item.text.length == length]) for length in lengths),
        tuple(_confusions(judged)),
        tuple(_by_confidence(judged)),
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


def _confusions(judged: Sequence[_Judged]) -> Iterator[Confusion]:
    wrong = Counter(
        (primary(item.text.language), primary(item.answer.language)) for item in judged if not item.right
    )
    for (language, answer), texts in sorted(wrong.items(), key=lambda item: (-item[1], item[0]))[:_CONFUSIONS]:
        yield Confusion(language, answer, texts)


def _by_confidence(judged: Sequence[_Judged]) -> Iterator[ConfidenceFigures]:
    answered = [item for item in judged if item.answer.language != _NONE]
    for low, high in pairwise(_EDGES):
        inside = [item for item in answered if low <= item.answer.confidence < high]
        if inside:
            confidence = mean(item.answer.confidence for item in inside)
            right = mean(float(item.right) for item in inside)
            assert confidence is not None
            assert right is not None
            yield ConfidenceFigures(f"{low}-{high}", len(inside), round(confidence, 6), round(right, 6))
