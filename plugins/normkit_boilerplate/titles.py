"""The title: which copy of it stays, and which go."""

from collections.abc import Iterator

import numpy as np

from normkit import Document
from normkit_boilerplate.page import Page
from normkit_boilerplate.table import Table

_SHORTEST = 3  # words of a title that is known by its repetition alone
_MOST_COPIES = 4
_ABOVE = 3  # lines above the article among which such a title is sought
_STANDS_ALONE = 8  # words that a neighbour in the article must have: a refrain stands among short lines


def title_line(document: Document) -> int | None:
    """Return the number of the line that an earlier stage took for the title, if it still stands."""
    for claim in reversed(document.claims):
        if claim.name == "title" and claim.span and claim.value == document.metadata.get("title"):
            return document.text.count("\n", 0, claim.span[0])
    return None


def title_place(document: Document, table: Table) -> int | None:
    """Return the place of that line among those of `table`, which may have fewer."""
    number = title_line(document)
    return None if number is None else int(np.searchsorted(table.number, number, side="right")) - 1


def guessed_title(table: Table, start: int) -> int | None:
    """Return the last place just above or at the `start` of the article whose line stands on the page again."""
    for place in range(min(start, len(table) - 1), max(0, start - _ABOVE) - 1, -1):
        if table.words[place] >= _SHORTEST and 1 < (table.hashes == table.hashes[place]).sum() <= _MOST_COPIES:
            return place
    return None


def repeated_titles(page: Page) -> Iterator[tuple[int, str, float]]:
    """Yield the copies of the title that stand between paragraphs or outside the article."""
    if page.title is not None:
        hashes, numbers = page.table.hashes, _digits(page, page.title)
        for place in np.flatnonzero(hashes == hashes[page.title]).tolist():
            if place != page.title and _digits(page, place) == numbers and _stands_alone(page, place):
                yield place, "repeated-title", 0.9


def _digits(page: Page, place: int) -> str:
    """Return what hashes do not tell apart: "Chapter 1" has a heading "Chapter 2" below it, but no copy."""
    return "".join(filter(str.isdigit, page.line(place).text))


def _stands_alone(page: Page, place: int) -> bool:
    """Whether no refrain and no heading of a list stands here."""
    if place + 1 < len(page.table) and page.line(place + 1).is_bulleted:
        return False
    inside = not page.paragraphs or page.start < place < page.paragraphs[-1]
    beside = [near for near in (place - 1, place + 1) if 0 <= near < len(page.table)]
    return not inside or any(page.table.words[near] >= _STANDS_ALONE for near in beside)
