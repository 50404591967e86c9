"""Lift title, authors, dates and section out of the text."""

from collections.abc import Iterator, Sequence
from typing import ClassVar

from normkit import Claim, Document, Edit, Finding, Rule, Stage, line_removals, split_lines
from normkit_metadata.head import Head
from normkit_metadata.options import MetadataOptions
from normkit_metadata.reading import read

_TITLE = "The bridge that nobody crossed"
_BODY = (
    "The bridge over the river was closed for two years while it was being repaired, and nobody crossed it.\n\n"
    "The flood had carried away the middle pier, and the ferry that came instead ran twice a day at most.\n"
)
_PAGE = f"{_TITLE}\n\n{{}}\n\n{_BODY}"
_QUIET = _PAGE.format("It opened again on 3 May 2021 with a fair.")


class Metadata(Stage[MetadataOptions]):
    """Claims what a span proves and removes the lines that say nothing else; the title stays."""

    name = "metadata"
    reads: ClassVar = ("language",)
    writes: ClassVar = {
        "title": str,
        "authors": list,
        "published": str,
        "updated": str,
        "section": str,
        "site": str,
        "place": str,
    }
    before: ClassVar = ("boilerplate", "translation")
    after: ClassVar = ("encoding", "language")
    unstable: ClassVar = "with a dateline gone, another may be the nearest to the title"
    rules: ClassVar = (
        Rule("title", "A line alone before the prose, about the same thing.", changes=_QUIET, keeps=_BODY),
        Rule(
            "section-line",
            "One to three words above the title.",
            changes="Local News\n\n" + _QUIET,
            keeps=_QUIET,
        ),
        Rule(
            "date-line",
            "A dated short line near the title.",
            changes=_PAGE.format("3 May 2021, 10:14"),
            keeps=_QUIET,
        ),
        Rule(
            "updated-line",
            "A dated line that says updated.",
            changes=_PAGE.format("Updated: 4 May 2021"),
            keeps=_QUIET,
        ),
        Rule(
            "byline",
            "A line that names who wrote it.",
            changes=_PAGE.format("By Ann Lee"),
            keeps=_PAGE.format("By the river"),
        ),
        Rule(
            "follow-line",
            "A line at the end that asks to follow the author.",
            changes=f"{_QUIET}\nFollow Ann Lee on Twitter @annlee",
            keeps=f"{_QUIET}\nFollow Ann Lee on her way to the river.",
        ),
        Rule(
            "name-card",
            "Names in a list at the end, with a line on who they are.",
            changes=f"{_QUIET}\n• Ann Lee\n\nReporter at the Harbour Post. She writes about bridges.",
            keeps=f"{_QUIET}\n• Oak Planks\n• Iron Nails",
        ),
        Rule(
            "site-name",
            "A name behind the title, or behind the sign of copyright, that stands alone elsewhere, too.",
            changes=f"{_QUIET}\nHarbour Post\n© 2021 Harbour Post",
            keeps=f"{_QUIET}\n© 2021 Harbour Post",
        ),
        Rule(
            "dateline",
            "A place before a dash at the beginning of the first paragraph.",
            changes=f"{_TITLE}\n\nOAKFORD, May 3 (Agency) – {_BODY}",
            keeps=f"{_TITLE}\n\nThe river – it is wide – was crossed by a ferry. {_BODY}",
        ),
        Rule(
            "ambiguous-date",
            "A date near the title that nothing says the order of; it is no claim.",
            changes=_PAGE.format("03/04/2021"),
            keeps=_PAGE.format("23/04/2021"),
        ),
    )

    def propose(self, document: Document) -> Iterator[Claim | Edit | Finding]:
        """Claim what the lines around the title say, and delete those that say nothing else."""
        return next(self.propose_together([document]))

    def propose_together(self, documents: Sequence[Document]) -> Iterator[Iterator[Claim | Edit | Finding]]:
        """Do the same for each document; together, short ones cost a third less."""
        for document, reading in zip(documents, read(documents, self.options), strict=True):
            yield self._proposals(document, Head(reading, self.options.title_threshold))

    @staticmethod
    def _proposals(document: Document, head: Head) -> Iterator[Claim | Edit | Finding]:
        yield from head.claims
        yield from head.findings
        lifted = dict(head.lifted())
        if lifted:
            lines = split_lines(document.text[: head.end_of_row_behind(max(lifted))])
            for numbers, span in line_removals(lines, (range(line, line + 1) for line in lifted)):
                yield Edit.delete(span, rule=lifted[numbers.start])
