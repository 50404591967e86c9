"""The figures of the boilerplate benchmark: all that is printed and written."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from benchmarks.accuracy.intervals import Figure, figures
from benchmarks.accuracy.page_scores import PageScore, statistics
from benchmarks.accuracy.page_sets import Rendering
from benchmarks.accuracy.removed_lines import RemovalFigures, RemovedLine, by_confidence, by_rule


class PageResult(NamedTuple):
    """What is counted of one page."""

    normkit: PageScore
    no_op: PageScore
    removed: tuple[RemovedLine, ...]
    """By the boilerplate stage; empty without gold."""
    has_problem: bool
    """Whether a stage failed, so that the page is not what the pipeline makes of it."""


@dataclass(frozen=True)
class RenderingResult:
    """The figures of one set in one rendering."""

    set: str
    rendering: str
    pages: int
    with_gold: int
    with_segments: int
    with_problems: int
    """Pages on which a stage failed."""
    normkit: Mapping[str, Figure]
    """By the names that `page_scores.statistics` gives."""
    no_op: Mapping[str, Figure]
    """The same for the input itself."""
    rules: tuple[RemovalFigures, ...]
    confidence: tuple[RemovalFigures, ...]


@dataclass(frozen=True)
class Result:
    """The figures of all renderings."""

    renderings: tuple[RenderingResult, ...]


def rendering_result(
    rendering: Rendering, results: Sequence[PageResult], rules: Iterable[str]
) -> RenderingResult:
    """Take the pages of a rendering together; `rules` are those of the boilerplate stage."""
    removed = [line for result in results for line in result.removed]
    return RenderingResult(
        rendering.set_name,
        rendering.name,
        len(results),
        sum(bool(page.gold) for page in rendering.pages),
        sum(bool(page.staying or page.going) for page in rendering.pages),
        sum(result.has_problem for result in results),
        figures([result.normkit for result in results], statistics),
        figures([result.no_op for result in results], statistics),
        by_rule(removed, rules),
        by_confidence(removed),
    )
