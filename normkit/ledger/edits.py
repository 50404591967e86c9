"""A set of edits: arranged, applied, and mapped through in both directions."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise

from normkit.stages.proposals import Edit
from normkit.text.spans import Span


class OverlapError(ValueError):
    """Two edits want the same characters."""


def arrange(edits: Iterable[Edit]) -> list[Edit]:
    """Sort edits and unite touching or overlapping deletions of one rule.

    Raises OverlapError if two others overlap, or insert at the same position.
    """
    arranged: list[Edit] = []
    for edit in sorted(edits, key=lambda edit: edit.span):
        if arranged and _unites(arranged[-1], edit):
            previous = arranged.pop()
            span = previous.span[0], max(previous.span[1], edit.span[1])
            confidence = min(previous.confidence, edit.confidence)
            arranged.append(Edit.delete(span, rule=edit.rule, confidence=confidence))
        else:
            arranged.append(edit)
    for previous, edit in pairwise(arranged):
        if edit.span[0] < previous.span[1] or edit.span == previous.span:
            one, other = (f"{each.rule} {list(each.span)}" for each in (previous, edit))
            msg = f"{one} and {other} overlap; propose one of them"
            raise OverlapError(msg)
    return arranged


def _unites(previous: Edit, edit: Edit) -> bool:
    return (
        not previous.inserted
        and not edit.inserted
        and previous.rule == edit.rule
        and edit.span[0] <= previous.span[1]
    )


class EditSet:
    """Arranged edits applied to a text. `before` and `after` are the texts, in code points.

    An untouched character maps to itself. A character inside an edit maps to the whole of what stands there
    on the other side, and to nothing if nothing does.
    """

    def __init__(self, before: str, edits: Sequence[Edit]) -> None:
        """Apply `edits`, which `arrange` has put in order."""
        self.before = before
        self.edits = edits
        self._before: tuple[list[int], list[int]] = ([], [])
        self._after: tuple[list[int], list[int]] = ([], [])
        self.after = self._apply()

    def _apply(self) -> str:
        pieces: list[str] = []
        position = length = 0
        for edit in self.edits:
            start, end = edit.span
            length += start - position
            self._before[0].append(start)
            self._before[1].append(end)
            self._after[0].append(length)
            length += len(edit.inserted)
            self._after[1].append(length)
            pieces += self.before[position:start], edit.inserted
            position = end
        return "".join([*pieces, self.before[position:]])

    def forward(self, span: Span) -> Span | None:
        """Map a non-empty span of `before` to `after`; None if all of it was deleted."""
        return _map(span, self._before, self._after)

    def backward(self, span: Span) -> Span | None:
        """Map a non-empty span of `after` to `before`; None if all of it was inserted."""
        return _map(span, self._after, self._before)


def map_forward(edit_sets: Iterable[EditSet], span: Span) -> Span | None:
    """Map a non-empty span through all of `edit_sets`, the first first; None: nothing is left of it."""
    mapped: Span | None = span
    for edit_set in edit_sets:
        mapped = mapped and edit_set.forward(mapped)
    return mapped


def map_backward(edit_sets: Sequence[EditSet], span: Span) -> Span | None:
    """Map a non-empty span back through all of `edit_sets`, the last first; None: they inserted all of it."""
    mapped: Span | None = span
    for edit_set in reversed(edit_sets):
        mapped = mapped and edit_set.backward(mapped)
    return mapped


_Sides = tuple[list[int], list[int]]


def _map(span: Span, source: _Sides, target: _Sides) -> Span | None:
    start = _map_character(span[0], source, target)[0]
    end = _map_character(span[1] - 1, source, target)[1]
    return (start, end) if start < end else None


def _map_character(position: int, source: _Sides, target: _Sides) -> Span:
    index = bisect_right(source[1], position)  # the first edit that ends after this character begins
    if index < len(source[0]) and source[0][index] <= position:
        return target[0][index], target[1][index]
    moved = position + (target[1][index - 1] - source[1][index - 1] if index else 0)
    return moved, moved + 1


def undo(after: str, edits: Iterable[tuple[int, str, str]]) -> str:
    """Give back the text before `edits`: in order, each (start before, removed, inserted)."""
    pieces: list[str] = []
    position = shift = 0
    for start, removed, inserted in edits:
        pieces += after[position : start + shift], removed
        position = start + shift + len(inserted)
        shift += len(inserted) - len(removed)
    return "".join([*pieces, after[position:]])
