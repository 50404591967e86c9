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
import json
from functools import partial
from pathlib import Path

from benchmarks.accuracy.labelled_texts import read_texts
from benchmarks.accuracy.language_answers import answer
from benchmarks.accuracy.language_result import Result, result
from benchmarks.accuracy.language_table import table
from benchmarks.accuracy.workers import spread
from normkit import Pipeline

__all__ = ["add_arguments", "measure", "table"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the texts without language."""
    parser.add_argument("--edge", type=Path, metavar="FILE", help="texts that have no language")


def measure(arguments: argparse.Namespace) -> Result:
    """Measure all texts. Raises UsageError for data or options that do not fit."""
    Pipeline(["language"], options=arguments.options)
    texts = read_texts(arguments.data)
    edge = read_texts(arguments.edge) if arguments.edge else []
    work = partial(answer, options=json.dumps(arguments.options))
    answers = spread(work, [text.text for text in [*texts, *edge]], arguments.workers)
    return result(arguments.options, texts, answers[: len(texts)], answers[len(texts) :])
