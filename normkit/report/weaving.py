"""The raw text and the result woven into one: pieces that stayed, went or came, and why."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from normkit.ledger.edits import EditSet
from normkit.stages.proposals import Edit

KEPT, GONE, NEW = range(3)


class Piece(NamedTuple):
    """A stretch that fared alike: KEPT and GONE ones are the raw text, KEPT and NEW ones the result."""

    text: str
    state: int
    edits: tuple[int, ...] = ()
    """The edits that touched it, the first first; numbered through all steps in their order."""


def weave(raw: str, edit_sets: Iterable[EditSet]) -> list[Piece]:
    """Take the raw text through all steps and keep what each removed at its place."""
    pieces, first = [Piece(raw, KEPT)], 0
    for edit_set in edit_sets:
        pieces = list(_apply(pieces, edit_set.edits, first))
        first += len(edit_set.edits)
    return pieces


def _apply(pieces: Sequence[Piece], edits: Sequence[Edit], first: int) -> Iterator[Piece]:
    """Yield the pieces after one step; an insertion stands behind what it replaces."""
    starts = [edit.span[0] for edit in edits]
    pending, replaced = 0, list[int]()
    for position, piece in _split(pieces, sorted({edge for edit in edits for edge in edit.span})):
        while pending < len(edits) and edits[pending].span[1] <= position:
            yield from _insert(edits[pending], (*replaced, first + pending))
            pending, replaced = pending + 1, []
        number = bisect_right(starts, position) - 1
        if number < 0 or not _inside(position, piece, edits[number]):
            yield piece
        elif piece.state == NEW:
            replaced += piece.edits
        else:
            yield Piece(piece.text, GONE, (*piece.edits, first + number))
    for number in range(pending, len(edits)):
        yield from _insert(edits[number], (*replaced, first + number))
        replaced = []


def _insert(edit: Edit, numbers: tuple[int, ...]) -> Iterator[Piece]:
    if edit.inserted:
        yield Piece(edit.inserted, NEW, numbers)


def _inside(position: int, piece: Piece, edit: Edit) -> bool:
    """Whether an edit takes a piece; what went before at its very edge is not in it."""
    start, end = edit.span
    return start <= position < end and not (piece.state == GONE and position == start)


def _split(pieces: Iterable[Piece], cuts: Sequence[int]) -> Iterator[tuple[int, Piece]]:
    """Yield the pieces, cut at positions of the text as it is now, each with its own position there."""
    position = 0
    for piece in pieces:
        if piece.state == GONE:
            yield position, piece
            continue
        end = position + len(piece.text)
        inner = cuts[bisect_right(cuts, position) : bisect_right(cuts, end - 1)]
        for start, stop in zip([position, *inner], [*inner, end], strict=True):
            yield start, piece._replace(text=piece.text[start - position : stop - position])
        position = end
