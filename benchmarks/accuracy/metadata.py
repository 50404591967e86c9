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
from collections.abc import Iterator

from benchmarks.accuracy.metadata_result import Result, VariantResult, variant_result
from benchmarks.accuracy.metadata_rows import FIELDS, Row, read_rows
from benchmarks.accuracy.metadata_scores import FIGURES, RowScore, score
from benchmarks.accuracy.workers import Workers
from benchmarks.markdown import table
from normkit import Pipeline
from normkit.pipelines.pipeline import DEFAULT

STAGES = DEFAULT[: DEFAULT.index("metadata") + 1]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add nothing."""


def measure(arguments: argparse.Namespace, workers: Workers) -> Result:
    """Measure all texts. Raises UsageError for data that do not fit."""
    rows = read_rows(arguments.data)
    scored = list(zip(rows, workers.spread(measure_row, rows), strict=True))
    return Result(
        tuple(
            variant_result(name, [score for row, score in scored if row.variant == name])
            for name in sorted({row.variant for row in rows})
        )
    )


def measure_row(pipeline: Pipeline, row: Row) -> RowScore:
    """Take a text through the stages and score what they say."""
    return score(row, pipeline.normalize(row.text))


def tables(result: Result) -> Iterator[str]:
    """Yield the figures of each variant, with a blank line between two."""
    for number, variant in enumerate(result.variants):
        if number:
            yield ""
        yield from _variant(variant)


def _variant(result: VariantResult) -> Iterator[str]:
    yield f"{result.variant}: {result.texts} texts, {result.with_problems} with problems\n"
    rows = ((name, *(result.figures[f"{name} {figure}"] for figure in FIGURES)) for name in FIELDS)
    yield from table(["field", *FIGURES], rows)
    yield ""
    sure = (
        (field, f"{row.low:.1f}", row.answers, row.confidence, row.right)
        for field, rows in result.calibration.items()
        for row in rows
    )
    yield from table(["field", "confidence from", "values", "mean", "right"], sure)
