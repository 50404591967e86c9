"""Where a character of the output comes from, and what became of one of the raw text."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import TypeAlias

from normkit.ledger.edits import EditSet, map_backward
from normkit.stages.proposals import Edit
from normkit.text.spans import Span

Steps: TypeAlias = Sequence[tuple[int, EditSet]]
"""What each step that edited did, with its position in the pipeline."""


@dataclass(frozen=True, slots=True)
class AppliedEdit:
    """One edit that step number `step` made; `span` counts the code points of the text that it was given."""

    step: int
    rule: str
    """stage.rule-name"""
    span: Span
    removed: str
    inserted: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Trace:
    """One character of the output or of the raw text, and what stands for it on the other side."""

    raw_span: Span | None
    """In code points of the decoded raw text; None: a step inserted it."""
    span: Span | None
    """In code points of the output; None: a step removed it."""
    edits: tuple[AppliedEdit, ...]
    """Those that made the one out of the other, by step; none: it was never touched."""


@dataclass(frozen=True, slots=True)
class Removal:
    """Neighbouring characters of the raw text that one edit removed."""

    raw_span: Span
    """In code points of the decoded raw text."""
    text: str
    rule: str
    """stage.rule-name"""
    confidence: float


def trace(steps: Steps, position: int) -> Trace:
    """Follow a character of the output back to the raw text."""
    edits: list[AppliedEdit] = []
    span: Span | None = position, position + 1
    for number, edit_set in reversed(steps):
        if span is None:
            break
        edits[:0] = [_applied(number, edit_set, edit) for edit in _that_left(edit_set, span)]
        span = edit_set.backward(span)
    return Trace(span, (position, position + 1), tuple(edits))


def follow(steps: Steps, position: int) -> Trace:
    """Follow a character of the raw text to the output."""
    edits: list[AppliedEdit] = []
    span: Span | None = position, position + 1
    for number, edit_set in steps:
        if span is None:
            break
        edits += [_applied(number, edit_set, edit) for edit in that_took(edit_set, span)]
        span = edit_set.forward(span)
    return Trace((position, position + 1), span, tuple(edits))


def removals(steps: Steps) -> Iterator[Removal]:
    """Yield what was removed from the raw text: disjoint, in text order."""
    stretches = (
        (span, _remover(steps, span[0])) for span in pairwise(_cuts([edit_set for _, edit_set in steps]))
    )
    for edit, group in groupby(stretches, key=lambda stretch: stretch[1]):
        if edit is not None:
            spans = [span for span, _ in group]
            start, end = spans[0][0], spans[-1][1]
            yield Removal((start, end), steps[0][1].before[start:end], edit.rule, edit.confidence)


def _cuts(edit_sets: Sequence[EditSet]) -> list[int]:
    """Cut the raw text where an edit of any step begins or ends: between two cuts all fare alike."""
    cuts: set[int] = set()
    for index, edit_set in enumerate(edit_sets):
        for edge in {edge for edit in edit_set.edits for edge in edit.span}:
            for start in (edge - 1, edge):
                if 0 <= start < len(edit_set.before):
                    cuts.update(map_backward(edit_sets[:index], (start, start + 1)) or ())
    return sorted(cuts)


def _remover(steps: Steps, position: int) -> AppliedEdit | None:
    fate = follow(steps, position)
    return None if fate.span else fate.edits[-1]


def that_took(edit_set: EditSet, span: Span) -> Iterator[Edit]:
    """Yield the edits that replaced or removed characters of `span`, a span of the text before."""
    start, end = span
    first = bisect_right(edit_set.edits, start, key=lambda edit: edit.span[1])
    for index in range(first, len(edit_set.edits)):
        if edit_set.edits[index].span[0] >= end:
            return
        yield edit_set.edits[index]


def _that_left(edit_set: EditSet, span: Span) -> Iterator[Edit]:
    """Yield the edits that inserted characters of `span`, a span of the text after, or removed some inside."""
    shift = 0
    for edit in edit_set.edits:
        start = edit.span[0] + shift
        end = start + len(edit.inserted)
        shift = end - edit.span[1]
        if start < span[1] and span[0] < end:
            yield edit


def _applied(step: int, edit_set: EditSet, edit: Edit) -> AppliedEdit:
    removed = edit_set.before[slice(*edit.span)]
    return AppliedEdit(step, edit.rule, edit.span, removed, edit.inserted, edit.confidence)
