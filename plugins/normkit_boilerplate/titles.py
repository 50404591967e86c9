"""The title, again."""

from collections.abc import Iterator

from normkit_boilerplate.page import Page

_STANDS_ALONE = 8  # words that a neighbour in the article must have: a refrain stands among short lines


def repeated_titles(page: Page) -> Iterator[tuple[int, str, float]]:
    """Yield the copies of the title that stand between paragraphs or outside the article."""
    for place in page.titles:
        if place != page.title and page.body and _stands_alone(page, place):
            yield place, "repeated-title", 0.9


def _stands_alone(page: Page, place: int) -> bool:
    """Whether no refrain and no heading of a list stands here."""
    if place + 1 < len(page.lines) and page.lines[place + 1].is_bulleted:
        return False
    inside = page.body.start < place < page.body.stop
    return not inside or any(page.lines[near].word_count >= _STANDS_ALONE for near in (place - 1, place + 1))
