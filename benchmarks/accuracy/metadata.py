"""What the metadata stage says of texts whose title, authors and dates are known.

DATA is a file of JSON lines, plain or .xz (see metadata_rows.py). Each text goes through the default
pipeline up to and with the metadata stage.

    precision   share of the values that are right, where the gold is known: the value, or that there is none
    recall      share of the texts with a gold value for which it was found
    invented    share of the texts that are known to have no value which were given one

A title and a site must have the same words; of authors all must be right; of dates the day. Brackets are 95 %
intervals over texts. Then, by field and confidence, how many of the values are right: of authors each counts.
"""

import argparse
import json
from functools import partial

from benchmarks.accuracy.metadata_result import Result, variant_result
from benchmarks.accuracy.metadata_rows import Row, read_rows
from benchmarks.accuracy.metadata_scores import RowScore, score
from benchmarks.accuracy.metadata_table import table
from benchmarks.accuracy.pipelines import pipeline
from benchmarks.accuracy.workers import spread
from normkit import Pipeline, UsageError
from normkit.pipelines.pipeline import DEFAULT

__all__ = ["add_arguments", "measure", "table"]

STAGE = "metadata"
_STAGES = DEFAULT[: DEFAULT.index(STAGE) + 1]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the choice of texts."""
    parser.add_argument("--variants", nargs="+", default=[], metavar="NAME", help="only these variants")


def measure(arguments: argparse.Namespace) -> Result:
    """Measure all texts that are asked for. Raises UsageError for data or options that do not fit."""
    Pipeline(_STAGES, arguments.options)
    rows = read_rows(arguments.data)
    variants = sorted({row.variant for row in rows})
    if missing := [name for name in arguments.variants if name not in variants]:
        msg = f"no texts of {', '.join(missing)}; there are {', '.join(variants)}"
        raise UsageError(msg)
    rows = [row for row in rows if row.variant in (arguments.variants or variants)]
    scores = spread(partial(measure_row, options=json.dumps(arguments.options)), rows, arguments.workers)
    found = [
        variant_result(name, [score for row, score in zip(rows, scores, strict=True) if row.variant == name])
        for name in variants
        if not arguments.variants or name in arguments.variants
    ]
    return Result(STAGE, arguments.options, tuple(found))


def measure_row(row: Row, options: str = "{}") -> RowScore:
    """Take a text through the stages and score what they say; `options` are the stages', as JSON."""
    return score(row, pipeline(_STAGES, options).normalize(row.text))
