"""Remove what surrounds the article, line by line."""

from collections.abc import Iterator
from typing import ClassVar

from pydantic import Field

from normkit import Document, Edit, Finding, Options, Stage, line_removals
from normkit_boilerplate.junk import find_junk
from normkit_boilerplate.page import read_page
from normkit_boilerplate.rules import RULES


class BoilerplateOptions(Options):
    """What to leave alone."""

    keep: tuple[str, ...] = Field(default=(), description="Names of rules that never act.")
    least_kept: float = Field(
        default=0.05,
        ge=0,
        le=1,
        description="Share of the words that must remain; if less would, nothing is removed, only flagged.",
    )


class Boilerplate(Stage[BoilerplateOptions]):
    """Deletes whole lines; a line is content unless its place or its words say otherwise."""

    name = "boilerplate"
    reads: ClassVar = ("title", "authors")
    before: ClassVar = ("translation",)
    after: ClassVar = ("encoding", "metadata")
    unstable: ClassVar = "with the junk gone, what is left has other neighbours"
    rules: ClassVar = RULES

    def propose(self, document: Document) -> Iterator[Edit | Finding]:
        """Delete the junk, or flag it where hardly anything else would be left."""
        title, authors = document.metadata.get("title"), document.metadata.get("authors")
        page = read_page(document.lines, title if isinstance(title, str) else None)
        junk = find_junk(page, authors if isinstance(authors, list) else (), self.options.keep)
        total = sum(line.word_count for line in page.lines)
        left = sum(line.word_count for line in page.lines if line.number not in junk)
        if left >= max(1, self.options.least_kept * total):
            for index, span in line_removals(document.lines, junk):
                yield Edit.delete(span, rule=junk[index].rule, confidence=junk[index].confidence)
        else:
            message = "looks like boilerplate, but hardly anything else would be left"
            for index, reason in sorted(junk.items()):
                yield Finding(document.lines[index].span, reason.rule, reason.confidence, message)
