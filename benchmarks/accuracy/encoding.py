"""How many damaged texts the encoding stage and its decoder repair, and how many clean ones they change.

DATA are JSON lines (see damaged_texts.py). Each text is decoded and goes through the stage, and what comes out
is compared with the right answers.

    repaired    share of the damaged texts that become one of the right answers, character for character
    changed     share of the clean texts that do not stay as they should
    folded      the same, but for line ends, the shape of quotes, widths and odd spaces
    ftfy        what `ftfy.fix_text`, in its default, makes of the bytes read as UTF-8

Brackets are 95 % intervals over texts.
"""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ftfy import fix_text

from benchmarks.accuracy.damaged_texts import DamagedText, folded, read_texts
from benchmarks.accuracy.intervals import Figure, figures, mean
from benchmarks.accuracy.workers import Workers
from benchmarks.markdown import table
from normkit import Pipeline

STAGES = ("encoding",)


@dataclass(frozen=True)
class Score:
    """Whether a text came out right: by normkit strictly and folded, by ftfy."""

    strict: bool
    folded: bool
    ftfy: bool


@dataclass(frozen=True)
class KindResult:
    """The figures of the texts of one kind: the share that is right."""

    kind: str
    texts: int
    strict: Figure
    folded: Figure
    ftfy: Figure


@dataclass(frozen=True)
class Result:
    """The figures of all damaged and all clean texts, and of each kind."""

    damaged: KindResult
    clean: KindResult
    kinds: tuple[KindResult, ...]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add nothing."""


def measure(arguments: argparse.Namespace, workers: Workers) -> Result:
    """Measure all texts. Raises UsageError for data that do not fit."""
    texts = read_texts(arguments.data)
    rows = list(zip(texts, workers.spread(score, texts), strict=True))
    return Result(
        _result("damaged", [found for text, found in rows if not text.is_clean]),
        _result("clean", [found for text, found in rows if text.is_clean]),
        tuple(
            _result(kind, [found for text, found in rows if text.kind == kind])
            for kind in sorted({text.kind for text in texts})
        ),
    )


def score(pipeline: Pipeline, text: DamagedText) -> Score:
    """Repair one text and compare it with its right answers."""
    output = pipeline.normalize(text.raw).text
    strict = output in text.answers
    alike = strict or folded(output) in map(folded, text.answers)
    return Score(strict, alike, fix_text(text.raw.decode("utf-8", "replace")) in text.answers)


def _result(kind: str, scores: Sequence[Score]) -> KindResult:
    def shares(sample: Sequence[Score]) -> dict[str, float | None]:
        return {name: mean(getattr(one, name) for one in sample) for name in ("strict", "folded", "ftfy")}

    return KindResult(kind, len(scores), **figures(scores, shares))


def tables(result: Result) -> Iterator[str]:
    """Yield the two figures that count, then those of each kind."""
    yield from summary(result)
    yield ""
    kinds = ((row.kind, row.texts, row.strict, row.folded, row.ftfy) for row in result.kinds)
    yield from table(["kind", "texts", "right", "folded", "ftfy"], kinds)


def summary(result: Result) -> Iterator[str]:
    """Yield how many damaged texts are repaired, and how many clean ones are changed."""
    damaged, clean = result.damaged, result.clean
    changed = (figure.rest for figure in (clean.strict, clean.folded, clean.ftfy))
    rows = [
        ("damaged texts repaired", damaged.texts, damaged.strict, damaged.folded, damaged.ftfy),
        ("clean texts changed", clean.texts, *changed),
    ]
    return table(["", "texts", "normkit", "folded", "`ftfy.fix_text`"], rows)
