"""Which characters go with a line that goes."""

from collections.abc import Collection, Iterator, Sequence

from normkit.lines import Line
from normkit.text import Span


def line_removals(lines: Sequence[Line], removed: Collection[int]) -> Iterator[tuple[int, Span]]:
    r"""Yield for each line in `removed` (by number) the span to delete with it.

    A line goes with its terminator. Of the blank lines around a hole one gap stays: as wide as the one
    before it or the one after it, whichever is wider, and none at either end of the text. The spans are
    disjoint and in text order.

    >>> from normkit import split_lines
    >>> text = "one\n\ntwo\n\nthree"
    >>> [span for _, span in line_removals(split_lines(text), {1, 2})]
    [(5, 10)]
    >>> [span for _, span in line_removals(split_lines(text), {4})]
    [(8, 15)]
    """
    targets = sorted(index for index in removed if not lines[index].is_blank)
    position = 0
    while position < len(targets):
        hole = _hole(lines, targets, position)
        yield from _spans(lines, hole)
        position += len(hole)


def _hole(lines: Sequence[Line], targets: list[int], position: int) -> list[int]:
    """Return the targets from `position` on that have nothing but blank lines between them."""
    hole = [targets[position]]
    for target in targets[position + 1 :]:
        if not all(line.is_blank for line in lines[hole[-1] + 1 : target]):
            break
        hole.append(target)
    return hole


def _spans(lines: Sequence[Line], hole: list[int]) -> Iterator[tuple[int, Span]]:
    before = _blanks(lines, range(hole[0] - 1, -1, -1))
    after = _blanks(lines, range(hole[-1] + 1, len(lines)))
    at_start, at_end = hole[0] == before, hole[-1] + after == len(lines) - 1
    start = lines[hole[0] - (before if at_start or at_end else 0)].start
    last = lines[hole[-1] + (after if at_start or at_end else min(before, after))]
    if at_end and not at_start and last.stop == last.end:
        start -= 1  # the text did not end in a terminator, so it does not now
    for index, following in zip(hole, [*hole[1:], None], strict=True):
        end = last.stop if following is None else lines[following].start
        yield index, (start, end)
        start = end


def _blanks(lines: Sequence[Line], indices: range) -> int:
    """Count the blank lines at the beginning of `indices`."""
    count = 0
    for index in indices:
        if not lines[index].is_blank:
            break
        count += 1
    return count
