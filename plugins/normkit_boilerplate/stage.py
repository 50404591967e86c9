"""Remove what surrounds the article, line by line."""

import re
from collections.abc import Iterator, Sequence
from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import AfterValidator, Field

from normkit import Document, Edit, Finding, Keys, Options, Stage, line_removals
from normkit_boilerplate.judging import STAYS, Verdict, judge
from normkit_boilerplate.page import Page
from normkit_boilerplate.reading import read_pages, tables
from normkit_boilerplate.recurrence import line_keys
from normkit_boilerplate.rules import NAMES, RULES

LEANING = {"gentle": 1.5, "balanced": 0.2, "strict": -0.25}
"""Towards the article, as the logarithm of odds."""


def _known(name: str) -> str:
    if name not in NAMES:
        msg = f"{name!r} is not a rule of boilerplate; the rules are {', '.join(NAMES)}"
        raise ValueError(msg)
    return name


def _compiles(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        msg = f"{pattern!r} is not a regular expression: {error}"
        raise ValueError(msg) from error
    return pattern


class BoilerplateOptions(Options):
    """How much to remove, and what to leave alone."""

    strength: Literal["gentle", "balanced", "strict"] = Field(
        default="balanced", description="Whether, in doubt, a line stays (gentle) or goes (strict)."
    )
    keep: tuple[Annotated[str, AfterValidator(_known)], ...] = Field(
        default=(), description="Names of rules that never act."
    )
    protect: tuple[Annotated[str, AfterValidator(_compiles)], ...] = Field(
        default=(), description="Regular expressions; a line in which one is found never goes."
    )
    least_kept: float = Field(
        default=0.05,
        ge=0,
        le=1,
        description="Share of the words that must remain; if less would, nothing is removed, only flagged.",
    )


class Boilerplate(Stage[BoilerplateOptions]):
    """Deletes lines that are no part of the article, as the whole page says or the line by itself."""

    name = "boilerplate"
    reads: ClassVar = ("title", "authors", "language")
    before: ClassVar = ("translation",)
    after: ClassVar = ("encoding", "language", "metadata")
    unstable: ClassVar = "with the junk gone, what is left has other neighbours"
    rules: ClassVar = RULES

    def observe(self, document: Document) -> Keys:
        """Have the lines counted."""
        return next(self.observe_together([document]))

    def observe_together(self, documents: Sequence[Document]) -> Iterator[Keys]:
        """Have the lines of each document counted."""
        for _, _, table in tables(documents):
            yield from np.split(line_keys(table), table.bounds[1:-1])

    def propose(self, document: Document) -> Iterator[Edit | Finding]:
        """Delete the junk, or flag it where hardly anything else would be left."""
        return next(self.propose_together([document]))

    def propose_together(self, documents: Sequence[Document]) -> Iterator[Iterator[Edit | Finding]]:
        """Do the same for each document, in arrays of many: for short ones that costs half."""
        leaning = LEANING[self.options.strength]
        for document, page in zip(documents, read_pages(documents, leaning, self.survey), strict=True):
            yield self._proposals(document, page) if page else iter(())

    def _proposals(self, document: Document, page: Page) -> Iterator[Edit | Finding]:
        authors = document.metadata.get("authors")
        verdict = judge(
            page, authors if isinstance(authors, list) else (), self.options.keep, self.options.protect
        )
        if (verdict.rules == STAYS).all():
            return
        words = page.table.words
        if words[verdict.rules == STAYS].sum() >= max(1, self.options.least_kept * words.sum()):
            yield from _edits(page, verdict)
        else:
            yield from _findings(page, verdict)


def _edits(page: Page, verdict: Verdict) -> Iterator[Edit]:
    runs = list(verdict.runs())
    removed = [range(page.numbers[first], page.numbers[last] + 1) for first, last, _, _ in runs]
    removals = line_removals(page.document.lines, removed)
    for (_, _, rule, confidence), (_, span) in zip(runs, removals, strict=True):
        yield Edit.delete(span, rule=rule, confidence=confidence)


def _findings(page: Page, verdict: Verdict) -> Iterator[Finding]:
    message = "looks like boilerplate, but hardly anything else would be left"
    for first, last, rule, confidence in verdict.runs():
        yield Finding((page.line(first).start, page.line(last).end), rule, confidence, message)
