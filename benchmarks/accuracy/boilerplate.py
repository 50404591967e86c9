"""What the default pipeline keeps of articles and removes of what surrounds them.

DATA is a folder that holds `sets`, or a tar archive of it (see page_sets.py). Each page goes through the
default pipeline, and its output is compared with the gold by shingles (see shingles.py). Lines of the output
that are the title are left out first, of no-op's too, which so removes a little.

    F1, precision, recall   of the output against the gold, mean over pages
    kept, removed           share of the gold in the input that is left, of the junk in the input that is gone
    lost over               share of pages that lose more than this of the gold in their input
    seg_with, seg_without   share of the segments that must stay and did, that must go and did
    no-op                   the input itself in place of the output

Brackets are 95 % intervals over pages. Then the lines that the boilerplate stage removed, by rule and by
confidence: precision is the share of them that was junk, in words and in lines.
"""

import argparse
import json
from functools import partial
from itertools import islice
from pathlib import Path

from benchmarks.accuracy.boilerplate_page import STAGE, measure_page
from benchmarks.accuracy.boilerplate_result import Result, rendering_result
from benchmarks.accuracy.boilerplate_table import table
from benchmarks.accuracy.page_sets import renderings, unpacked
from benchmarks.accuracy.workers import spread
from normkit import Pipeline

__all__ = ["add_arguments", "measure", "table"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the choice of pages."""
    parser.add_argument("--sets", nargs="+", default=[], metavar="SET", help="only these sets")
    parser.add_argument("--renderings", nargs="+", default=[], metavar="NAME", help="only these renderings")
    parser.add_argument("--survey", type=Path, metavar="FILE", help="use these counts: the survey.bin of a run")


def measure(arguments: argparse.Namespace) -> Result:
    """Measure all pages that are asked for. Raises UsageError for data or options that do not fit."""
    pipeline = Pipeline(options=arguments.options)
    rules = [rule.name for step in pipeline.steps if step.stage.name == STAGE for rule in step.stage.rules]
    work = partial(measure_page, options=json.dumps(arguments.options), survey=arguments.survey)
    with unpacked(arguments.data) as folder:
        found = renderings(folder, arguments.sets, arguments.renderings)
        results = iter(spread(work, [page for item in found for page in item.pages], arguments.workers))
    figures = [rendering_result(item, list(islice(results, len(item.pages))), rules) for item in found]
    return Result(STAGE, arguments.options, tuple(figures))
