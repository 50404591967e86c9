"""Remove what surrounds the article, line by line."""

from collections.abc import Iterator
from typing import ClassVar

from pydantic import Field

from normkit import Document, Edit, Finding, Options, Rule, Stage, line_removals
from normkit_boilerplate.captions import captions
from normkit_boilerplate.closings import closings, leaks
from normkit_boilerplate.menus import after_end, junk_phrases, menus
from normkit_boilerplate.page import Page, read_page
from normkit_boilerplate.titles import repeated_titles


class BoilerplateOptions(Options):
    """What to leave alone."""

    keep: tuple[str, ...] = Field(default=(), description="Rules that never act.")
    least_kept: float = Field(
        default=0.05,
        ge=0,
        le=1,
        description="Share of the words that must remain; if less would, nothing is removed, only flagged.",
    )


class Boilerplate(Stage[BoilerplateOptions]):
    name = "boilerplate"
    reads: ClassVar = ("title", "authors", "language")
    before: ClassVar = ("translation",)
    after: ClassVar = ("encoding", "metadata")
    second_pass: ClassVar = "x"
    rules: ClassVar = tuple(Rule(n,n,n,n) for n in "skip-link navigation share comment-prompt comments related newsletter cookie login advertisement caption photo-credit author-bio markup-leak repeated-title copyright disclaimer".split())

    def propose(self, document: Document) -> Iterator[Edit | Finding]:
        title, authors = document.metadata.get("title"), document.metadata.get("authors")
        page = read_page(document.lines, title if isinstance(title, str) else None)
        removed = {}
        for place, rule, confidence in find_junk(page, authors if isinstance(authors, list) else ()):
            if rule not in self.options.keep:
                removed.setdefault(place, (rule, confidence))
        total = sum(row.words for row in page.rows)
        kept = total - sum(page.rows[place].words for place in removed)
        by_line = {page.rows[place].index: why for place, why in removed.items()}
        if kept >= max(1, self.options.least_kept * total):
            for index, span in line_removals(document.lines, by_line):
                yield Edit.delete(span, rule=by_line[index][0], confidence=by_line[index][1])
        else:
            for index, (rule, confidence) in sorted(by_line.items()):
                yield Finding(document.lines[index].span, rule, confidence, "looks like boilerplate, but too little would remain")


def find_junk(page: Page, authors) -> Iterator[tuple[int, str, float]]:
    yield from repeated_titles(page)
    yield from leaks(page)
    yield from closings(page, authors)
    yield from captions(page)
    yield from junk_phrases(page)
    yield from menus(page)
    yield from after_end(page)
