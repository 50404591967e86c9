"""What a record tells of a document, as marks on the pieces of its text."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice, pairwise
from typing import Any, NamedTuple

from normkit.ledger.edits import EditSet
from normkit.record.record import Record
from normkit.report.weaving import GONE, NEW, Piece, weave
from normkit.text.spans import Span

LIMIT = 30_000  # code points of a raw text that are shown
_MOST_PIECES = 4_000
_LONGEST = 300  # code points of a text in a mark


class Marked(NamedTuple):
    """A document as far as it is shown: its pieces with the numbers of their marks, and these, as JSON."""

    pieces: list[tuple[str, int, tuple[int, ...]]]
    marks: list[dict[str, Any]]
    """In the order in which they are met in the text; then claims that have no place in it."""
    raw_length: int
    """In code points, shown or not."""
    shown: int
    """How many of them are shown."""
    hidden: int
    """How many edits and findings stand behind what is shown."""


def mark(record: Record) -> Marked:
    """Mark the beginning of a raw text: as much as a person may read, and a browser shows at once."""
    edit_sets = record.edit_sets()
    raw = edit_sets[0].before if edit_sets else record.text
    edits, said, claims = list(_edits(edit_sets)), list(_findings(record)), list(_claims(record))
    overlays = dict(enumerate(said + claims, len(edits)))
    abouts = edits + [overlay.about for overlay in overlays.values()]
    pieces = list(_lay(_first(weave(raw, edit_sets)), overlays))
    order = {number: None for _, _, numbers in pieces for number in numbers}
    order |= dict.fromkeys(range(len(edits) + len(said), len(abouts)))
    places = {number: place for place, number in enumerate(order)}
    return Marked(
        [(text, state, tuple(places[number] for number in numbers)) for text, state, numbers in pieces],
        [abouts[number] for number in order],
        len(raw),
        sum(len(text) for text, state, _ in pieces if state != NEW),
        len(abouts) - len(order),
    )


class _Overlay(NamedTuple):
    """A finding or a claim: what it says, and where it stands in the raw text, or else in the result."""

    about: dict[str, Any]
    raw_span: Span | None
    span: Span | None


def _edits(edit_sets: Iterable[EditSet]) -> Iterator[dict[str, Any]]:
    """Describe each edit, as `weave` counts them."""
    for edit_set in edit_sets:
        for edit in edit_set.edits:
            removed = edit_set.before[slice(*edit.span)]
            yield {
                "kind": ("replaced" if removed else "inserted") if edit.inserted else "removed",
                "rule": edit.rule,
                "weight": edit.confidence,
                "removed": removed[:_LONGEST],
                "inserted": edit.inserted[:_LONGEST],
            }


def _findings(record: Record) -> Iterator[_Overlay]:
    for finding in record.findings:
        about = {"kind": "finding", "rule": finding.rule, "weight": finding.score, "message": finding.message}
        yield _Overlay(about, finding.raw_span, finding.span)


def _claims(record: Record) -> Iterator[_Overlay]:
    for claim in record.claims:
        value = claim.value[:_LONGEST] if isinstance(claim.value, str) else claim.value
        about = {"kind": "evidence", "rule": claim.rule, "weight": claim.confidence, "name": claim.name}
        yield _Overlay({**about, "value": value}, claim.raw_span, claim.span)


def _first(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Yield pieces until they, or their code points of the raw text, are too many."""
    left = LIMIT
    for piece in islice(pieces, _MOST_PIECES):
        if left <= 0:
            return
        yield piece if piece.state == NEW else piece._replace(text=piece.text[:left])
        left -= len(piece.text) * (piece.state != NEW)


def _lay(
    pieces: Iterable[Piece], overlays: Mapping[int, _Overlay]
) -> Iterator[tuple[str, int, tuple[int, ...]]]:
    """Cut the pieces where an overlay begins or ends, and number what lies over each."""
    raw_sweep = _Sweep({number: overlay.raw_span for number, overlay in overlays.items()})
    sweep = _Sweep({number: None if o.raw_span else o.span for number, o in overlays.items()})
    raw = out = 0
    for piece in pieces:
        position, edges = (out, sweep.edges) if piece.state == NEW else (raw, raw_sweep.edges)
        for start, stop in pairwise(_bounds(position, position + len(piece.text), edges)):
            if piece.state == NEW:  # is covered if what it stands behind is
                over = raw_sweep.until(raw) + sweep.until(out + 1)
            else:
                over = raw_sweep.until(raw + 1)
            yield piece.text[start - position : stop - position], piece.state, piece.edits + over
            raw += (stop - start) * (piece.state != NEW)
            out += (stop - start) * (piece.state != GONE)


def _bounds(start: int, stop: int, edges: Sequence[int]) -> list[int]:
    inner = edges[bisect_right(edges, start) : bisect_left(edges, stop)]
    return [start, *inner, stop] if start < stop else []


class _Sweep:
    """Spans, and which of them are open at a position that only grows."""

    def __init__(self, spans: Mapping[int, Span | None]) -> None:
        placed = {number: span for number, span in spans.items() if span}
        self._begin = sorted((span[0], number) for number, span in placed.items())
        self._spans = placed
        self._open: dict[int, None] = {}
        self._next = 0
        self.edges = sorted({edge for span in placed.values() for edge in span})

    def until(self, position: int) -> tuple[int, ...]:
        """Return the spans that begin before `position` and do not end before it."""
        while self._next < len(self._begin) and self._begin[self._next][0] < position:
            self._open[self._begin[self._next][1]] = None
            self._next += 1
        self._open = {number: None for number in self._open if self._spans[number][1] >= position}
        return tuple(self._open)
