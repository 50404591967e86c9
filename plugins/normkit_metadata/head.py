"""Everything that a document says about itself, read in order: title, then dates, then people."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from normkit import Claim, Document
from normkit_metadata.dates import day_first
from normkit_metadata.people import find_people
from normkit_metadata.rows import Row, body_of, rows_of
from normkit_metadata.sections import find_section
from normkit_metadata.times import find_times
from normkit_metadata.titles import find_title
from normkit_metadata.zone import mark_rows

_ABOVE, _BELOW = 6, 10  # rows around the title in which dates and bylines count
_MARKED_ABOVE, _MARKED_BELOW = 40, 12  # rows around the beginning of the prose that are looked at
_DATE_RULES = {"published": "date-line", "updated": "updated-line"}


class Statement(NamedTuple):
    """A claim, the line of the document that it was read in, and whether that line says nothing else."""

    claim: Claim
    line: int
    lifts: bool


def read_head(document: Document, language: str | None) -> Iterator[Statement]:
    """Yield what the rows around the title and at the end say."""
    rows = rows_of(document.lines)
    body = body_of(rows)
    near = _around(rows, body.start, _MARKED_ABOVE, _MARKED_BELOW)
    marks = mark_rows(rows, near, day_first=day_first(document.text, language))
    title = find_title(rows, [place in marks and marks[place].is_mark for place in range(len(rows))])
    anchor = title.place if title else body.start
    marked = {place: marks[place] for place in _zone(rows, anchor) if place in marks}
    if title:
        yield _whole_row(rows[title.place], "title", "title", title.confidence, lifts=False)
        section = find_section(rows, title.place, marked)
        if section is not None:
            yield _whole_row(rows[section], "section", "section-line", 0.7, lifts=True)
    for name, time in find_times(rows, marked, anchor).items():
        claim = Claim(name, time.value, _DATE_RULES[name], time.span, 0.8)
        yield Statement(claim, rows[time.place].line, time.lifts)
    for person in find_people(rows, marked):
        claim = Claim("authors", person.value, person.rule, person.span, person.confidence)
        yield Statement(claim, rows[person.place].line, person.lifts)


def _whole_row(row: Row, name: str, rule: str, confidence: float, *, lifts: bool) -> Statement:
    return Statement(Claim(name, row.text, rule, row.span(0, len(row.text)), confidence), row.line, lifts)


def _around(rows: Sequence[Row], place: int, above: int, below: int) -> range:
    return range(max(0, place - above), min(len(rows), place + below + 1))


def _zone(rows: Sequence[Row], anchor: int) -> Iterator[int]:
    """Yield the places around the title, up to the second paragraph."""
    paragraphs = 0
    for place in _around(rows, anchor, _ABOVE, _BELOW):
        paragraphs += place > anchor and rows[place].is_prose
        if paragraphs > 1:
            return
        yield place
