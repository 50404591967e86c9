"""Everything that a document says about itself, read in order: title, then dates, then people."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from normkit import Claim, Document
from normkit_metadata.dates import day_first
from normkit_metadata.people import Person, find_people
from normkit_metadata.rows import Row, body_of, rows_of
from normkit_metadata.sections import find_section
from normkit_metadata.times import Times, find_times
from normkit_metadata.titles import Title, find_title
from normkit_metadata.zone import Marked, mark_rows

_ABOVE, _BELOW = 6, 10  # rows around the title in which dates and bylines count


class Head(NamedTuple):
    """The claims, and by line of the document the rule that lifts it."""

    claims: list[Claim]
    lifted: dict[int, str]


def read_head(document: Document, language: str | None) -> Head:
    """Read the rows around the title."""
    rows = rows_of(document.lines)
    body = body_of(rows)
    order = day_first(document.text, language)
    wide = mark_rows(rows, _around(rows, body.start, 40, 12), day_first=order)
    title = find_title(rows, [place in wide and wide[place].is_mark for place in range(len(rows))])
    anchor = title.place if title else body.start
    marked = {place: wide[place] for place in _zone(rows, anchor) if place in wide}
    times = find_times(rows, marked, anchor)
    people = find_people(rows, marked)
    section = find_section(rows, title.place, marked) if title else None
    head = Head([], {})
    for claim, place, lifts in _claims(rows, title, section, times, people):
        head.claims.append(claim)
        if lifts:
            head.lifted[rows[place].index] = claim.rule
    return head


def _around(rows: Sequence[Row], place: int, above: int, below: int) -> range:
    return range(max(0, place - above), min(len(rows), place + below + 1))


def _zone(rows: Sequence[Row], anchor: int) -> list[int]:
    """Return the places around the title, up to the second paragraph."""
    places, paragraphs = [], 0
    for place in _around(rows, anchor, _ABOVE, _BELOW):
        paragraphs += place > anchor and rows[place].is_prose
        if paragraphs > 1:
            break
        places.append(place)
    return places


def _claims(
    rows: Sequence[Row], title: Title | None, section: int | None, times: Times, people: Sequence[Person]
) -> Iterator[tuple[Claim, int, bool]]:
    """Yield each claim with the place of its row and whether that row goes."""
    if title:
        row = rows[title.place]
        yield Claim("title", row.text, "title", row.span(0, len(row.text)), title.confidence), title.place, False
    if section is not None:
        row = rows[section]
        yield Claim("section", row.text, "section-line", row.span(0, len(row.text)), 0.7), section, True
    for name, time, rule in (("published", times.published, "date-line"), ("updated", times.updated, "updated-line")):
        if time:
            yield Claim(name, time.value, rule, time.span, 0.8), time.place, time.lifts
    for person in people:
        claim = Claim("authors", person.value, person.rule, person.span, person.confidence)
        yield claim, person.place, person.lifts
