"""One page through the default pipeline, and what is right in the output."""

import json
from functools import cache
from pathlib import Path
from typing import NamedTuple

from benchmarks.accuracy.page_scores import PageScore, score
from benchmarks.accuracy.page_sets import Page
from benchmarks.accuracy.removed_lines import RemovedLine, removed_lines
from benchmarks.accuracy.title_lines import without_titles
from normkit import Pipeline, Record, read_survey

STAGE = "boilerplate"


class PageResult(NamedTuple):
    """What is counted of one page."""

    normkit: PageScore
    no_op: PageScore
    removed: tuple[RemovedLine, ...]
    """By the boilerplate stage; empty without gold."""
    has_problem: bool
    """Whether a stage failed, so that the page is not what the pipeline makes of it."""


def measure_page(page: Page, options: str = "{}", survey: Path | None = None) -> PageResult:
    """Take a page through the default pipeline and score the output.

    `options` are the stages', as JSON; `survey` is the file of one that was made with them.
    """
    raw = page.path.read_bytes()
    record = _pipeline(options, survey).normalize(raw)
    before = raw.decode(errors="replace")
    titles = _titles(page, record) if page.gold else ()
    return PageResult(
        score(page, before, without_titles(record.text, titles, page.gold)),
        score(page, before, without_titles(before, titles, page.gold)),
        tuple(removed_lines(record, STAGE, page.gold)) if page.gold else (),
        bool(record.problems),
    )


def _titles(page: Page, record: Record) -> tuple[str, ...]:
    """Return what the data and what the pipeline take for the title."""
    return tuple(title for title in (page.title, record.metadata.get("title")) if isinstance(title, str))


@cache
def _pipeline(options: str, survey: Path | None) -> Pipeline:
    """Make the pipeline once in each process."""
    return Pipeline(options=json.loads(options), survey=read_survey(survey) if survey else None)
