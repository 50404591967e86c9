"""Everything that a document says about itself, read in order: title, then dates, then people."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from normkit import Claim, Document, Line, body_of
from normkit_metadata.dates import day_first
from normkit_metadata.people import find_people
from normkit_metadata.sections import find_section
from normkit_metadata.times import find_times
from normkit_metadata.titles import find_title
from normkit_metadata.zone import mark_lines

_ABOVE, _BELOW = 6, 10  # lines around the title in which dates and bylines count
_MARKED_ABOVE, _MARKED_BELOW = 40, 12  # lines around the beginning of the prose that are looked at
_DATE_RULES = {"published": "date-line", "updated": "updated-line"}


class Statement(NamedTuple):
    """A claim, the line of the document that it was read in, and whether that line says nothing else."""

    claim: Claim
    line: int
    lifts: bool


def read_head(document: Document, language: str | None) -> Iterator[Statement]:
    """Yield what the lines around the title and at the end say."""
    lines = [line for line in document.lines if line.content]
    body = body_of(lines)
    near = _around(lines, body.start, _MARKED_ABOVE, _MARKED_BELOW)
    marks = mark_lines(lines, near, day_first=day_first(document.text, language))
    title = find_title(lines, [place in marks and marks[place].is_mark for place in range(len(lines))])
    anchor = title.place if title else body.start
    marked = {place: marks[place] for place in _zone(lines, anchor) if place in marks}
    if title:
        yield _whole_line(lines[title.place], "title", "title", title.confidence, lifts=False)
        section = find_section(lines, title.place, marked)
        if section is not None:
            yield _whole_line(lines[section], "section", "section-line", 0.7, lifts=True)
    for name, time in find_times(lines, marked, anchor).items():
        claim = Claim(name, time.value, _DATE_RULES[name], time.span, 0.8)
        yield Statement(claim, lines[time.place].number, time.lifts)
    for person in find_people(lines, marked):
        claim = Claim("authors", person.value, person.rule, person.span, person.confidence)
        yield Statement(claim, lines[person.place].number, person.lifts)


def _whole_line(line: Line, name: str, rule: str, confidence: float, *, lifts: bool) -> Statement:
    return Statement(
        Claim(name, line.content, rule, line.part(0, len(line.content)), confidence), line.number, lifts
    )


def _around(lines: Sequence[Line], place: int, above: int, below: int) -> range:
    return range(max(0, place - above), min(len(lines), place + below + 1))


def _zone(lines: Sequence[Line], anchor: int) -> Iterator[int]:
    """Yield the places around the title, up to the second paragraph."""
    paragraphs = 0
    for place in _around(lines, anchor, _ABOVE, _BELOW):
        paragraphs += place > anchor and lines[place].is_prose
        if paragraphs > 1:
            return
        yield place
