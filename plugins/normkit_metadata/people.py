"""Who wrote it: bylines near the title, "Follow ..." lines, and name cards at the end."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from normkit import Line, Span
from normkit_metadata.names import is_name, leading_names, reads_as_bio
from normkit_metadata.zone import Marked

_FOLLOW = re.compile(r"(?:You can )?follow\s++(?:the author,?\s++)?(?=[^\W\d_])", re.IGNORECASE)
_NETWORK = re.compile(r"\b(?:twitter|facebook|instagram|mastodon|linkedin|bluesky)\b|(?<!\w)@\w", re.IGNORECASE)
_LAST_LINES = 12  # in which name cards and "Follow ..." lines are sought


class Person(NamedTuple):
    """An author, where the document says so, and why it counts."""

    value: str
    span: Span
    place: int
    """Among the lines."""
    rule: str
    confidence: float
    lifts: bool
    """Whether the line says nothing else and can go."""


def find_people(lines: Sequence[Line], marked: Mapping[int, Marked]) -> list[Person]:
    """Return the authors, each once, in text order."""
    found = [*_bylines(lines, marked), *_follow_lines(lines), *_cards(lines)]
    people: dict[str, Person] = {}
    for person in sorted(found, key=lambda person: person.span):
        people.setdefault(person.value.casefold(), person)
    return list(people.values())


def _bylines(lines: Sequence[Line], marked: Mapping[int, Marked]) -> Iterator[Person]:
    """Yield the names of bylines, and those that share a line with nothing but a date."""
    for place, mark in marked.items():
        if mark.is_byline and not mark.names and not mark.rest:
            yield from _name_below(lines, place)
        elif mark.is_byline or (mark.is_dateline and not mark.unexplained):
            for name in mark.names:
                if not mark.is_byline and _is_place(lines, name.value):
                    continue
                span = lines[place].part(*name.span)
                yield Person(name.value, span, place, "byline", 0.9, lifts=mark.is_only_mark)


def _is_place(lines: Sequence[Line], name: str) -> bool:
    """Whether the text says that something is in what looks like a name: "in New York"."""
    return any(f"in {name}" in line.content for line in lines)


def _name_below(lines: Sequence[Line], place: int) -> Iterator[Person]:
    """Yield the name in the line below a lone "By"."""
    for below in range(place + 1, min(place + 2, len(lines))):
        line = lines[below]
        if is_name(line.content):
            yield Person(line.content, line.part(0, len(line.content)), below, "byline", 0.8, lifts=True)


def _follow_lines(lines: Sequence[Line]) -> Iterator[Person]:
    """Yield the name in "Follow ... on" a network, near the end."""
    for place in range(max(0, len(lines) - _LAST_LINES), len(lines)):
        line = lines[place]
        match = _FOLLOW.match(line.content)
        if match and not line.is_prose and _NETWORK.search(line.content):
            for name in leading_names(line.content, match.end())[:1]:
                yield Person(name.value, line.part(*name.span), place, "follow-line", 0.9, lifts=True)


def _cards(lines: Sequence[Line]) -> Iterator[Person]:
    """Yield bulleted names near the end, the last of them followed by a bio."""
    for bio in range(max(1, len(lines) - _LAST_LINES), len(lines)):
        place = bio - 1
        while (
            place >= 0
            and not lines[bio].is_bulleted
            and _is_card(lines[place])
            and reads_as_bio(lines[bio].content)
        ):
            line = lines[place]
            yield Person(line.content, line.part(0, len(line.content)), place, "name-card", 0.7, lifts=True)
            place -= 1


def _is_card(line: Line) -> bool:
    return line.is_bulleted and is_name(line.content)
