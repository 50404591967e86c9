"""From documents to the pages that the stage judges."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import repeat

import numpy as np
from numpy.typing import NDArray

from normkit import Document, StageSurvey, batches
from normkit_boilerplate.lines import read_tables
from normkit_boilerplate.page import Page
from normkit_boilerplate.phrases import find_phrases
from normkit_boilerplate.recurrence import evidence
from normkit_boilerplate.scorer import score
from normkit_boilerplate.segments import ARTICLE, divide, undivided
from normkit_boilerplate.table import Places, Table, joined
from normkit_boilerplate.titles import guessed_title, title_place
from normkit_boilerplate.words import PIECE
from normkit_boilerplate.wrapping import unwrapped

LEARNED = ("en", "de", "und", None)
"""Languages whose words the scorer knows, or may know."""

_SIGNS = 3  # different lines that are known from sites, or surely junk; a text with fewer may be clean
_SURE = 0.95  # probability of junk
_CLEAN = 5.5  # how far to lean towards the article then, as the logarithm of odds
_FOREIGN = 0.3  # the same for a language whose words the scorer does not know
_CERTAIN = 3.0  # evidence against a line of a site, as the logarithm of odds


def read_pages(
    documents: Sequence[Document], leaning: float, survey: StageSurvey | None
) -> Iterator[Page | None]:
    """Yield the lines of each document, scored and divided; None if it has no line that is not blank.

    `leaning` is towards the article, as the logarithm of odds.
    """
    for few, texts, table in tables(documents):
        found = find_phrases(table)
        against = evidence(table, survey) if survey else np.zeros(len(table))
        drafts = [
            _Draft(document, text, table.of(place), found[start:stop], against[start:stop])
            for place, (document, text) in enumerate(zip(few, texts, strict=True))
            for start, stop in [table.bounds[place : place + 2].tolist()]
        ]
        scores = _scores(drafts, table)
        yield from (draft.page(next(scores), leaning) if len(draft.table) else None for draft in drafts)


def tables(documents: Sequence[Document]) -> Iterator[tuple[list[Document], list[str], Table]]:
    """Yield a few documents after the other, their texts as they are read, and the table of these texts."""
    for few in batches(documents, PIECE):
        texts = [unwrapped(document.text) for document in few]
        yield few, texts, read_tables(texts)


@dataclass(frozen=True)
class _Draft:
    """A page before it is divided."""

    document: Document
    text: str
    table: Table
    found: Places
    against: NDArray[np.float64]

    @cached_property
    def title(self) -> int | None:
        return title_place(self.document, self.table)

    @cached_property
    def known(self) -> list[int]:
        return np.flatnonzero(self.found >= 0).tolist()

    @property
    def knows_words(self) -> bool:
        return self.document.metadata.get("language") in LEARNED

    @cached_property
    def has_lines_of_its_site(self) -> bool:
        return bool(self.against.max() >= _CERTAIN)

    @cached_property
    def is_clean(self) -> bool:
        """Whether nothing in it is known from sites."""
        return not (self.known or self.has_lines_of_its_site)

    def page(self, scores: NDArray[np.float64] | None, leaning: float) -> Page:
        """Divide it, if it has scores."""
        if scores is None:
            division, junk = undivided(len(self.table)), np.zeros(len(self.table))
        else:
            scores[:, ARTICLE] -= self.against
            junk = 1 - np.exp(scores[:, ARTICLE]) / np.exp(scores).sum(axis=1)
            leaning += _CLEAN * self._cleanness(junk) + (0 if self.knows_words else _FOREIGN)
            division = divide(scores, np.sqrt(self.table.words + 1), leaning)
        return Page(
            document=self.document if self.text == self.document.text else Document(self.text),
            table=self.table,
            phrases=self.found,
            known=self.known,
            title=guessed_title(self.table, division.start) if self.title is None else self.title,
            division=division,
            junk=junk,
        )

    def _cleanness(self, junk: NDArray[np.float64]) -> float:
        """Return 1 for a text without signs of a site, 0 for one with three, or with lines of its site."""
        if self.has_lines_of_its_site:
            return 0.0
        signs = self.table.hashes[(self.found >= 0) | (junk > _SURE)]
        return max(0.0, 1 - len(set(signs.tolist())) / _SIGNS)


def _scores(drafts: Sequence[_Draft], table: Table) -> Iterator[NDArray[np.float64] | None]:
    """Yield what the scorer says of each page that has lines, None if it is clean; `table` is of them all."""
    filled = [draft for draft in drafts if len(draft.table)]
    scored = [draft for draft in filled if not draft.is_clean]
    if not scored:
        return repeat(None, len(filled))
    some = table if len(scored) == len(drafts) else joined([draft.table for draft in scored])
    firsts = zip(some.bounds[:-1].tolist(), scored, strict=True)
    titles = [-1 if draft.title is None else first + draft.title for first, draft in firsts]
    scores = score(
        some,
        np.concatenate([draft.found for draft in scored]),
        np.array(titles),
        np.array([draft.knows_words for draft in scored]),
    )
    each = iter(np.split(scores, some.bounds[1:-1]))
    return (None if draft.is_clean else next(each) for draft in filled)
