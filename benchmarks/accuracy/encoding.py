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
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from ftfy import fix_text

from benchmarks.accuracy.damaged_texts import DamagedText, folded, read_texts
from benchmarks.accuracy.intervals import Figure, figures, mean
from benchmarks.accuracy.pipelines import pipeline
from benchmarks.accuracy.workers import spread
from normkit import Pipeline

STAGE = "encoding"


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

    stage: str
    options: Mapping[str, Mapping[str, Any]]
    damaged: KindResult
    clean: KindResult
    kinds: tuple[KindResult, ...]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add nothing."""


def measure(arguments: argparse.Namespace) -> Result:
    """Measure all texts. Raises UsageError for data or options that do not fit."""
    Pipeline([STAGE], arguments.options)
    texts = read_texts(arguments.data)
    scores = spread(partial(score, options=json.dumps(arguments.options)), texts, arguments.workers)
    rows = list(zip(texts, scores, strict=True))
    damaged = [found for text, found in rows if not text.is_clean]
    clean = [found for text, found in rows if text.is_clean]
    kinds = tuple(
        _result(kind, [found for text, found in rows if text.kind == kind])
        for kind in sorted({text.kind for text in texts})
    )
    return Result(STAGE, arguments.options, _result("damaged", damaged), _result("clean", clean), kinds)


def score(text: DamagedText, options: str) -> Score:
    """Repair one text and compare it with its right answers."""
    output = pipeline((STAGE,), options).normalize(text.raw).text
    strict = output in text.answers
    alike = strict or folded(output) in map(folded, text.answers)
    return Score(strict, alike, fix_text(text.raw.decode("utf-8", "replace")) in text.answers)


def _result(kind: str, scores: Sequence[Score]) -> KindResult:
    def shares(sample: Sequence[Score]) -> dict[str, float | None]:
        return {name: mean(getattr(one, name) for one in sample) for name in ("strict", "folded", "ftfy")}

    return KindResult(kind, len(scores), **figures(scores, shares))


def table(result: Result) -> Iterator[str]:
    """Yield the two figures that count, then those of each kind."""
    for title, row in (("repaired", result.damaged), ("changed", result.clean)):
        yield f"{row.texts} {row.kind} texts{'':12}{title:26}{'folded':26}ftfy"
        turned = map(_rest if row is result.clean else str, (row.strict, row.folded, row.ftfy))
        yield f"{'':28}{''.join(f'{shown:26}' for shown in turned).rstrip()}"
    yield ""
    yield f"{'kind':22}{'texts':>6}  {'right':26}{'folded':26}ftfy"
    for row in result.kinds:
        shown = "".join(f"{figure!s:26}" for figure in (row.strict, row.folded, row.ftfy))
        yield f"{row.kind:22}{row.texts:6}  {shown.rstrip()}"


def _rest(figure: Figure) -> str:
    """Show the share that is not right."""
    value, low, high = (None if x is None else 1 - x for x in (figure.value, figure.high, figure.low))
    return str(Figure(value, low, high))
