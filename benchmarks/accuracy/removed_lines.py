"""What each rule removed, how much of it was junk, and whether its confidence says so."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from benchmarks.accuracy.intervals import mean, rounded
from benchmarks.accuracy.shingles import LENGTH, Shingles, share, shingles, words
from benchmarks.accuracy.title_lines import folded, folded_lines
from normkit import Record

_MOST_GOLD = 0.5  # share of its shingles, above which a line is gold
_EDGES = (0.5, 0.6, 0.7, 0.8, 0.9)


class RemovedLine(NamedTuple):
    """A line that is not blank and that an edit removed."""

    rule: str
    """Without its stage."""
    confidence: float
    """Of the edit; neighbouring lines that one rule removes are one edit with the lowest of theirs."""
    words: int
    is_gold: bool


@dataclass(frozen=True)
class RemovalFigures:
    """Removed lines, taken together. Shares are from 0 to 1 with six decimals, None of nothing."""

    name: str
    lines: int
    words: int
    precision: float | None
    """Share of the words that stood in lines of junk."""
    line_precision: float | None
    """Share of the lines that were junk: what their confidence foretells."""
    confidence: float | None
    """Mean over the lines."""


def removed_lines(record: Record, stage: str, gold: str) -> Iterator[RemovedLine]:
    """Yield the lines that `stage` removed from a page with this gold."""
    counts, lines = shingles(gold), folded_lines(gold)
    for edit in record.edits:
        if edit.stage == stage:
            rule = edit.rule.removeprefix(f"{stage}.")
            for line in filter(str.strip, edit.removed.splitlines()):
                found = RemovedLine(rule, edit.confidence, len(words(line)), is_gold(line, counts, lines))
                yield from [found] * len(edit.spans)


def is_gold(line: str, gold: Shingles, gold_lines: frozenset[str]) -> bool:
    """Whether over half of the shingles of a line are gold; one that is too short must be a line of the gold.

    A second copy of what the gold has once is gold too.
    """
    if len(words(line)) < LENGTH:
        return folded(line) in gold_lines
    own = shingles(line)
    return sum(count for key, count in own.items() if key in gold) > _MOST_GOLD * own.total()


def by_rule(lines: Sequence[RemovedLine], rules: Iterable[str]) -> tuple[RemovalFigures, ...]:
    """Return the figures of each rule, those of rules that did nothing included."""
    return tuple(_figures(rule, [line for line in lines if line.rule == rule]) for rule in rules)


def by_confidence(lines: Sequence[RemovedLine]) -> tuple[RemovalFigures, ...]:
    """Return the figures of each range of confidence; its lower end is in it."""
    ranges: list[list[RemovedLine]] = [[] for _ in range(len(_EDGES) + 1)]
    for line in lines:
        ranges[bisect_right(_EDGES, line.confidence)].append(line)
    ends = zip((0.0, *_EDGES), (*_EDGES, 1.0), ranges, strict=True)
    return tuple(_figures(f"{low:.1f}-{high:.1f}", members) for low, high, members in ends)


def _figures(name: str, lines: Sequence[RemovedLine]) -> RemovalFigures:
    total = sum(line.words for line in lines)
    junk = sum(line.words for line in lines if not line.is_gold)
    return RemovalFigures(
        name,
        len(lines),
        total,
        rounded(share(junk, total)),
        rounded(mean(not line.is_gold for line in lines)),
        rounded(mean(line.confidence for line in lines)),
    )
