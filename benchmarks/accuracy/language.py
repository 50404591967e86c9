"""How often the language of a text is told right, by length and by confidence.

DATA is JSONL, or JSONL in .xz: rows of `text`, `lang` (a code) and `len` (to how many code points it was cut).
Each text goes through the language stage alone. Codes count as the same whatever the script or country
(zh-tw and zh), no as nb.

    all          share of the texts whose language is told right
    supported    the same over the texts in languages that some answer names
    confusions   the most frequent wrong answers; und is none
    confidence   texts by the confidence of the answer: its mean, and how many answers are right
    edge         texts without language that were given none (--edge FILE, rows of `text`)

Brackets are 95 % intervals over texts.
"""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import cast

from benchmarks.accuracy.labelled_texts import read_texts
from benchmarks.accuracy.language_result import Answer, Result, result
from benchmarks.accuracy.workers import Workers
from benchmarks.markdown import table
from normkit import Pipeline

STAGES = ("language",)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the texts without language."""
    parser.add_argument("--edge", type=Path, metavar="FILE", help="texts that have no language")


def measure(arguments: argparse.Namespace, workers: Workers) -> Result:
    """Measure all texts. Raises UsageError for data that do not fit."""
    texts = read_texts(arguments.data)
    edge = read_texts(arguments.edge) if arguments.edge else []
    answers = workers.spread(answer, [text.text for text in [*texts, *edge]])
    return result(texts, answers[: len(texts)], answers[len(texts) :])


def answer(pipeline: Pipeline, text: str) -> Answer:
    """Return what the stage claims."""
    metadata = pipeline.normalize(text.encode("utf-8", "surrogatepass")).metadata
    return Answer(cast("str", metadata["language"]), cast("float", metadata["language_confidence"]))


def tables(result: Result) -> Iterator[str]:
    """Yield the figures by length, the confusions, then the answers by confidence."""
    lengths = (
        (row.length, row.texts, row.accuracy["all"], row.supported_texts, row.accuracy["supported"])
        for row in result.lengths
    )
    yield from table(["length", "texts", "all", "texts", "supported"], lengths)
    confusions = (f"{pair} {texts}" for pair, texts in result.confusions.items())
    yield f"\nconfusions: {', '.join(confusions) or 'none'}\n"
    confidence = ((f"{row.low:.2f}", row.answers, row.confidence, row.right) for row in result.confidence)
    yield from table(["confidence from", "texts", "mean", "right"], confidence)
    if result.edge_texts:
        yield f"\nedge: {result.edge_right} of {result.edge_texts}"
