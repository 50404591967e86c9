"""Who wrote it: bylines near the title, "Follow ..." lines, and name cards at the end."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from normkit import Span
from normkit_metadata.names import is_name, leading_names, reads_as_bio
from normkit_metadata.phrases import words_of
from normkit_metadata.rows import Row
from normkit_metadata.zone import Marked

_FOLLOW = re.compile(r"(?:You can )?[Ff]ollow\s++(?:the author,?\s++)?(?=[^\W\d_])")
_NETWORK = re.compile(r"\b(?:on|at|via)\b.*(?:twitter|facebook|instagram|mastodon|linkedin|bluesky|\bX\b|@\w)", re.IGNORECASE)
_LAST_ROWS = 12  # in which name cards and "Follow ..." lines are sought
_CARD_GAP = 2


class Person(NamedTuple):
    """An author, the span of the document that says so, the row it stands in and why it counts."""

    value: str
    span: Span
    place: int
    rule: str
    confidence: float
    lifts: bool
    """Whether the row says nothing else and can go."""


def find_people(rows: Sequence[Row], marked: dict[int, Marked]) -> list[Person]:
    """Return the authors, each once, in text order."""
    found = [*_bylines(rows, marked), *_follow_lines(rows), *_cards(rows)]
    seen: set[str] = set()
    people = []
    for person in sorted(found, key=lambda person: person.span):
        if person.value.casefold() not in seen:
            seen.add(person.value.casefold())
            people.append(person)
    return people


def _bylines(rows: Sequence[Row], marked: dict[int, Marked]) -> Iterator[Person]:
    for place, mark in sorted(marked.items()):
        if mark.is_byline and not mark.names and not mark.rest - words_of("bylines") and place + 1 < len(rows):
            following = rows[place + 1]
            if is_name(following.text):
                span = following.span(0, len(following.text))
                yield Person(following.text, span, place + 1, "byline", 0.8, lifts=True)
        if mark.is_byline or (mark.is_mark and not mark.unexplained):
            yield from _named(rows[place], place, mark)


def _named(row,place,mark):
        for name in mark.names:
            yield Person(name.value, row.span(*name.span), place, "byline", 0.9, lifts=not mark.unexplained)


def _follow_lines(rows: Sequence[Row]) -> Iterator[Person]:
    for place in range(max(0, len(rows) - _LAST_ROWS), len(rows)):
        row = rows[place]
        match = _FOLLOW.match(row.text)
        if match and not row.is_prose and _NETWORK.search(row.text):
            for name in leading_names(row.text, match.end())[:1]:
                yield Person(name.value, row.span(*name.span), place, "follow-line", 0.9, lifts=True)


def _cards(rows: Sequence[Row]) -> Iterator[Person]:
    """Yield bulleted names at the end, of which the last is followed by a bio."""
    last = len(rows) - 1
    for bio in range(last, max(1, last - _LAST_ROWS), -1):
        if rows[bio].words > _CARD_GAP and not rows[bio].bulleted and reads_as_bio(rows[bio].text):
            place = bio - 1
            while place >= 0 and rows[place].bulleted and is_name(rows[place].text):
                span = rows[place].span(0, len(rows[place].text))
                yield Person(rows[place].text, span, place, "name-card", 0.7, lifts=True)
                place -= 1
