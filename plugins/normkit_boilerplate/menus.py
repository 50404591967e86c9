"""Phrases where they are junk, and what runs along with them: menus before the article, all after its end."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from normkit_boilerplate.page import Page
from normkit_boilerplate.rows import Row

_MENU_ROWS = 3  # short rows in a row that make a menu
_MENU_WORDS = 6
_KNOWN = 2  # phrases in a menu that is judged without a title


def junk_phrases(page: Page) -> Iterator[tuple[int, str, float]]:
    """Yield rows whose words say what they are: place, rule, confidence."""
    for place, row in enumerate(page.rows):
        phrase = row.phrase
        if phrase and not row.is_prose and place != page.title and _holds(page, place, phrase.where):
            yield place, phrase.rule, 0.9


def _holds(page: Page, place: int, where: str) -> bool:
    if where == "anywhere":
        return True
    before = place < page.start and page.title is not None
    return before or place >= (min(page.end, page.body.stop) if where == "after" and page.body else page.end)


def menus(page: Page) -> Iterator[tuple[int, str, float]]:
    """Yield runs of short rows above the title; without one, above the prose if they hold known phrases."""
    if not page.body:
        return
    last = page.start if page.title is not None else page.start - 2
    for short, run in groupby(range(max(0, last)), lambda place: _is_short(page.rows[place])):
        places = list(run)
        if short and len(places) >= _MENU_ROWS and (page.title is not None or _known(page.rows, places)):
            for place in places:
                yield place, "navigation", 0.7


def after_end(page: Page) -> Iterator[tuple[int, str, float]]:
    """Yield what follows the end of the article, each row for the reason that was last given."""
    rule = "navigation"
    for place in range(page.end, len(page.rows)):
        phrase = page.rows[place].phrase
        rule = phrase.rule if phrase else rule
        yield place, rule, 0.6


def _is_short(row: Row) -> bool:
    return row.words <= _MENU_WORDS and not row.is_ended


def _known(rows: Sequence[Row], places: Sequence[int]) -> bool:
    return sum(rows[place].phrase is not None for place in places) >= _KNOWN
