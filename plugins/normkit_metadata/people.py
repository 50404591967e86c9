"""Who wrote it: bylines near the title, "Follow ..." lines, and name cards at the end."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from normkit import Span
from normkit_metadata.names import is_name, leading_names, reads_as_bio
from normkit_metadata.rows import Row
from normkit_metadata.zone import Marked

_FOLLOW = re.compile(r"(?:You can )?follow\s++(?:the author,?\s++)?(?=[^\W\d_])", re.IGNORECASE)
_NETWORK = re.compile(r"\b(?:twitter|facebook|instagram|mastodon|linkedin|bluesky)\b|(?<!\w)@\w", re.IGNORECASE)
_LAST_ROWS = 12  # in which name cards and "Follow ..." lines are sought


class Person(NamedTuple):
    """An author, where the document says so, and why it counts."""

    value: str
    span: Span
    place: int
    """Among the rows."""
    rule: str
    confidence: float
    lifts: bool
    """Whether the row says nothing else and can go."""


def find_people(rows: Sequence[Row], marked: Mapping[int, Marked]) -> list[Person]:
    """Return the authors, each once, in text order."""
    found = [*_bylines(rows, marked), *_follow_lines(rows), *_cards(rows)]
    people: dict[str, Person] = {}
    for person in sorted(found, key=lambda person: person.span):
        people.setdefault(person.value.casefold(), person)
    return list(people.values())


def _bylines(rows: Sequence[Row], marked: Mapping[int, Marked]) -> Iterator[Person]:
    """Yield the names of bylines, and those that share a row with nothing but a date."""
    for place, mark in marked.items():
        if mark.is_byline and not mark.names and not mark.rest:
            yield from _name_below(rows, place)
        elif mark.is_byline or (mark.is_dateline and not mark.unexplained):
            for name in mark.names:
                if not mark.is_byline and _is_place(rows, name.value):
                    continue
                span = rows[place].span(*name.span)
                yield Person(name.value, span, place, "byline", 0.9, lifts=mark.is_only_mark)


def _is_place(rows: Sequence[Row], name: str) -> bool:
    """Whether the text says that something is in what looks like a name: "in New York"."""
    return any(f"in {name}" in row.text for row in rows)


def _name_below(rows: Sequence[Row], place: int) -> Iterator[Person]:
    """Yield the name in the row below a lone "By"."""
    for below in range(place + 1, min(place + 2, len(rows))):
        row = rows[below]
        if is_name(row.text):
            yield Person(row.text, row.span(0, len(row.text)), below, "byline", 0.8, lifts=True)


def _follow_lines(rows: Sequence[Row]) -> Iterator[Person]:
    """Yield the name in "Follow ... on" a network, near the end."""
    for place in range(max(0, len(rows) - _LAST_ROWS), len(rows)):
        row = rows[place]
        match = _FOLLOW.match(row.text)
        if match and not row.is_prose and _NETWORK.search(row.text):
            for name in leading_names(row.text, match.end())[:1]:
                yield Person(name.value, row.span(*name.span), place, "follow-line", 0.9, lifts=True)


def _cards(rows: Sequence[Row]) -> Iterator[Person]:
    """Yield bulleted names near the end, the last of them followed by a bio."""
    for bio in range(max(1, len(rows) - _LAST_ROWS), len(rows)):
        place = bio - 1
        while place >= 0 and not rows[bio].bulleted and _is_card(rows[place]) and reads_as_bio(rows[bio].text):
            row = rows[place]
            yield Person(row.text, row.span(0, len(row.text)), place, "name-card", 0.7, lifts=True)
            place -= 1


def _is_card(row: Row) -> bool:
    return row.bulleted and is_name(row.text)
