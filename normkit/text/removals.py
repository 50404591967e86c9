"""Which characters go with lines that go."""

from collections.abc import Iterable, Iterator, Sequence

from normkit.text.lines import Line
from normkit.text.spans import Span


def line_removals(lines: Sequence[Line], removed: Iterable[range]) -> Iterator[tuple[range, Span]]:
    r"""Yield for each range of line numbers in `removed` the span to delete with it.

    A line goes with its terminator. Of the blank lines around a hole one gap stays: as wide as the one
    before it or the one after it, whichever is wider, and none at either end of the text. Ranges must not
    overlap and begin and end with lines that are not blank; the spans are disjoint and in text order.

    >>> from normkit import split_lines
    >>> text = "one\n\ntwo\n\nthree"
    >>> [span for _, span in line_removals(split_lines(text), [range(2, 3)])]
    [(5, 10)]
    >>> [span for _, span in line_removals(split_lines(text), [range(4, 5)])]
    [(8, 15)]
    """
    hole: list[range] = []
    for following in sorted(removed, key=lambda numbers: numbers.start):
        if hole and not _are_blank(lines, range(hole[-1].stop, following.start)):
            yield from _spans(lines, hole)
            hole = []
        hole.append(following)
    if hole:
        yield from _spans(lines, hole)


def _spans(lines: Sequence[Line], hole: list[range]) -> Iterator[tuple[range, Span]]:
    first, behind = hole[0].start, hole[-1].stop
    before = _blanks(lines, range(first - 1, -1, -1))
    after = _blanks(lines, range(behind, len(lines)))
    at_start, at_end = first == before, behind + after == len(lines)
    start = lines[first - (before if at_start or at_end else 0)].start
    last = lines[behind - 1 + (after if at_start or at_end else min(before, after))]
    if last.stop == last.end and not at_start:
        start -= 1  # the text did not end in a terminator, so it does not now
    for numbers, following in zip(hole, [*hole[1:], None], strict=True):
        end = last.stop if following is None else lines[following.start].start
        yield numbers, (start, end)
        start = end


def _are_blank(lines: Sequence[Line], numbers: range) -> bool:
    return _blanks(lines, numbers) == len(numbers)


def _blanks(lines: Sequence[Line], numbers: range) -> int:
    """Count the blank lines at the beginning of `numbers`."""
    count = 0
    for number in numbers:
        if not lines[number].is_blank:
            break
        count += 1
    return count
