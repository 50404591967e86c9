"""Phrases where they are junk, and what runs along with them: menus before the article, all after its end."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from normkit import Line
from normkit_boilerplate.page import CLOSING, Page
from normkit_boilerplate.phrases import find_phrase

_MENU_LINES = 3  # short lines together that make a menu
_FOOTER_LINES = 10  # the same between the last paragraph and the end, where a list may close the article
_MENU_WORDS = 6
_KNOWN = 2  # phrases in a menu that is judged without a title
_HEADER_LINES = 8  # above the title, without a known phrase
_LONG_HEADER = 20
_HEADER_PROSE = 0.2  # of the body: with more prose above it, the title may be a subhead


def junk_phrases(page: Page) -> Iterator[tuple[int, str, float]]:
    """Yield the lines whose words say what they are."""
    for place, line in enumerate(page.lines):
        phrase = find_phrase(line.content)
        if phrase and not line.is_prose and place != page.title and _holds(page, place, phrase.where):
            yield place, phrase.rule, 0.9


def headers(page: Page) -> Iterator[tuple[int, str, float]]:
    """Yield what stands above a known title, if it holds menus and not much prose.

    Paragraphs stay, and in a short header every sentence.
    """
    if not page.body or page.title is None:
        return
    above = range(page.start)
    known = sum(find_phrase(page.lines[place].content) is not None for place in above)
    if (known or len(above) >= _HEADER_LINES) and page.prose(above) <= _HEADER_PROSE * page.prose(page.body):
        long = len(above) >= _LONG_HEADER
        for place in above:
            if not (page.lines[place].is_prose if long else page.lines[place].is_ended):
                yield place, "navigation", 0.6


def menus(page: Page) -> Iterator[tuple[int, str, float]]:
    """Yield runs of short lines above the title; without one, above the prose if they hold known phrases."""
    named = page.title is not None
    above = range(page.start if named else page.start - 2) if page.body else range(0)
    for run in _short_runs(page, above, _MENU_LINES):
        if named or sum(find_phrase(page.lines[place].content) is not None for place in run) >= _KNOWN:
            yield from ((place, "navigation", 0.7) for place in run)


def footers(page: Page) -> Iterator[tuple[int, str, float]]:
    """Yield long runs of short lines between the last paragraph and a known end."""
    if page.end < len(page.lines):
        for run in _short_runs(page, range(page.body.stop, page.end), _FOOTER_LINES):
            yield from ((place, "navigation", 0.5) for place in run)


def after_end(page: Page) -> Iterator[tuple[int, str, float]]:
    """Yield what follows the end of the article, each line for the reason that was last given."""
    rule = "navigation"
    for place in range(page.end, len(page.lines)):
        phrase = find_phrase(page.lines[place].content)
        if phrase and phrase.rule in CLOSING:
            rule = phrase.rule
        yield place, phrase.rule if phrase else rule, 0.6


def _holds(page: Page, place: int, where: str) -> bool:
    """Whether a phrase that is junk only `where` it says is junk at `place`."""
    if where == "anywhere" or (place < page.start and page.title is not None):
        return True
    return place >= (min(page.end, page.body.stop) if where == "after" and page.body else page.end)


def _short_runs(page: Page, places: range, least: int) -> Iterator[Sequence[int]]:
    for short, group in groupby(places, lambda place: _is_short(page.lines[place])):
        run = list(group)
        if short and len(run) >= least:
            yield run


def _is_short(line: Line) -> bool:
    return line.word_count <= _MENU_WORDS and not line.is_ended
