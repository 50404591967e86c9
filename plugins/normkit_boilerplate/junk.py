"""All that a page holds beside its article, each line with the first reason found."""

from collections.abc import Collection, Iterator
from typing import NamedTuple

from normkit_boilerplate.captions import captions
from normkit_boilerplate.closings import closings, leaks
from normkit_boilerplate.menus import after_end, footers, headers, junk_phrases, menus
from normkit_boilerplate.page import Page
from normkit_boilerplate.titles import repeated_titles


class Reason(NamedTuple):
    """The rule by which a line goes, and how sure that is, from 0 to 1."""

    rule: str
    confidence: float


def find_junk(page: Page, authors: Collection[str], keep: Collection[str]) -> dict[int, Reason]:
    """Return by line of the document why it goes; the rules in `keep` never act."""
    found: dict[int, Reason] = {}
    for place, rule, confidence in _reasons(page, authors):
        if rule not in keep:
            found.setdefault(page.lines[place].number, Reason(rule, confidence))
    return found


def _reasons(page: Page, authors: Collection[str]) -> Iterator[tuple[int, str, float]]:
    """Yield place, rule and confidence, the surest first."""
    yield from repeated_titles(page)
    yield from leaks(page)
    yield from closings(page, authors)
    yield from captions(page)
    yield from junk_phrases(page)
    if not page.is_wrapped:
        yield from headers(page)
        yield from menus(page)
        yield from footers(page)
        yield from after_end(page)
