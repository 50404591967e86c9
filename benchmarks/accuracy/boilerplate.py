"""What the default pipeline keeps of articles and removes of what surrounds them.

DATA is a folder that holds `sets`, or a tar archive of it (see page_sets.py). Each page goes through the
default pipeline, and its output is compared with the gold by shingles (see shingles.py). Lines of the output
that are the title are left out first, of no-op's too, which so removes a little.

    F1, precision, recall   of the output against the gold, mean over pages
    kept, removed           share of the gold in the input that is left, of the junk in the input that is gone
    lose over               share of pages that lose more than this of the gold in their input
    seg_with, seg_without   share of the segments that must stay and did, that must go and did
    no-op                   the input itself in place of the output

Brackets are 95 % intervals over pages. Then the lines that the boilerplate stage removed, by rule and by
confidence: precision is the share of them that was junk, in words and in lines.
"""

import argparse
from collections.abc import Iterator, Sequence
from itertools import islice

from benchmarks.accuracy.boilerplate_result import PageResult, RenderingResult, Result, rendering_result
from benchmarks.accuracy.page_scores import score
from benchmarks.accuracy.page_sets import Page, renderings, unpacked
from benchmarks.accuracy.removed_lines import RemovalFigures, removed_lines
from benchmarks.accuracy.title_lines import without_titles
from benchmarks.accuracy.workers import Workers
from benchmarks.markdown import table
from normkit import Pipeline
from normkit.pipelines.pipeline import DEFAULT

STAGES = DEFAULT
_STAGE = "boilerplate"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the choice of pages."""
    parser.add_argument("--sets", nargs="+", default=[], metavar="SET", help="only these sets")
    parser.add_argument("--renderings", nargs="+", default=[], metavar="NAME", help="only these renderings")


def measure(arguments: argparse.Namespace, workers: Workers) -> Result:
    """Measure all pages that are asked for. Raises UsageError for data that do not fit."""
    steps = workers.pipeline.steps
    rules = [rule.name for step in steps if step.stage.name == _STAGE for rule in step.stage.rules]
    with unpacked(arguments.data) as folder:
        found = renderings(folder, arguments.sets, arguments.renderings)
        results = iter(workers.spread(measure_page, [page for item in found for page in item.pages]))
    return Result(
        tuple(rendering_result(item, list(islice(results, len(item.pages))), rules) for item in found)
    )


def measure_page(pipeline: Pipeline, page: Page) -> PageResult:
    """Take a page through the pipeline and score the output."""
    raw = page.path.read_bytes()
    record = pipeline.normalize(raw)
    before = raw.decode(errors="replace")
    titles = [title for title in (page.title, record.metadata.get("title")) if isinstance(title, str)]
    return PageResult(
        score(page, before, without_titles(record.text, titles, page.gold)),
        score(page, before, without_titles(before, titles, page.gold)),
        tuple(removed_lines(record, _STAGE, page.gold)) if page.gold else (),
        bool(record.problems),
    )


def tables(result: Result) -> Iterator[str]:
    """Yield the figures of each rendering, with a blank line between two."""
    for number, rendering in enumerate(result.renderings):
        if number:
            yield ""
        yield from _rendering(rendering)


def _rendering(result: RenderingResult) -> Iterator[str]:
    yield (
        f"{result.set}/{result.rendering}: {result.pages} pages, {result.with_gold} with gold, "
        f"{result.with_segments} with segments, {result.with_problems} with problems\n"
    )
    known = ((name, figure) for name, figure in result.normkit.items() if figure.value is not None)
    yield from table(["", "normkit", "no-op"], ((name, figure, result.no_op[name]) for name, figure in known))
    if result.with_gold:
        yield ""
        yield from _removals("rule", result.rules)
        yield ""
        yield from _removals("confidence", result.confidence)


def _removals(name: str, rows: Sequence[RemovalFigures]) -> Iterator[str]:
    cells = (
        (row.name, row.lines, row.words, row.precision, row.line_precision, row.confidence) for row in rows
    )
    return table([name, "lines", "words", "precision", "by line", "confidence"], cells)
