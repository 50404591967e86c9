"""Which lines of a page are its article: the choice of lines whose words come closest to the gold text."""

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np

from benchmarks.accuracy.shingles import LENGTH, words
from normkit_boilerplate.context import best_block

_PASSES = 4
_CONTAINED = 0.5  # share of a line's shingles in the gold, for a line to start as article

Shingles = Counter[tuple[str, ...]]


class _Choice:
    """Lines kept and dropped, and the shingles that the kept ones have together."""

    def __init__(self, lines: Sequence[list[str]], gold: Shingles, kept: list[bool]) -> None:
        self.lines = lines
        self.gold = gold
        self.kept = kept
        self.counts = _shingles([word for line, keep in zip(lines, kept, strict=True) if keep for word in line])
        self.size = self.counts.total()
        self.common = (self.counts & gold).total()

    def improve(self, place: int) -> bool:
        """Keep or drop the line at `place` if that brings the words closer to the gold."""
        before, after = self._before(place), self._after(place)
        with_line = _shingles([*before, *self.lines[place], *after])
        without = _shingles([*before, *after])
        removed, added = (with_line, without) if self.kept[place] else (without, with_line)
        common = self.common + sum(
            min(self.counts[s] + added[s] - removed[s], self.gold[s]) - min(self.counts[s], self.gold[s])
            for s in removed | added
        )
        size = self.size + added.total() - removed.total()
        total = self.gold.total()
        if common / (size + total) <= self.common / (self.size + total):
            return False
        self.counts.update(added)
        self.counts.subtract(removed)
        self.common, self.size = common, size
        self.kept[place] = not self.kept[place]
        return True

    def _before(self, place: int) -> list[str]:
        words: list[str] = []
        while place > 0 and len(words) < LENGTH - 1:
            place -= 1
            if self.kept[place]:
                words = [*self.lines[place][-(LENGTH - 1) :], *words]
        return words[-(LENGTH - 1) :]

    def _after(self, place: int) -> list[str]:
        words: list[str] = []
        while place + 1 < len(self.lines) and len(words) < LENGTH - 1:
            place += 1
            if self.kept[place]:
                words += self.lines[place][: LENGTH - 1]
        return words[: LENGTH - 1]


def label(lines: Iterable[str], gold: str) -> list[bool]:
    """Say for each line whether it is part of `gold`: by hill climbing on the F1 of 4-word shingles.

    Of lines that are alike the one nearest to most of the article is its own.

    >>> label(["Home", "The old mill by the river burned.", "Share"], "The old mill by the river burned.")
    [False, True, False]
    """
    tokens = [words(line) for line in lines]
    shingles = _shingles(words(gold))
    whole = {tuple(words(line)) for line in gold.split("\n")}
    choice = _Choice(tokens, shingles, [_is_contained(line, shingles, whole) for line in tokens])
    start, stop = best_block(
        np.array([len(line) if kept else -len(line) for line, kept in zip(tokens, choice.kept, strict=True)])
    )
    filled = [place for place, line in enumerate(tokens) if line] if shingles else []
    filled.sort(key=lambda place: (max(start - place, place - stop + 1, 0), place), reverse=True)
    for _ in range(_PASSES):
        if not sum(map(choice.improve, filled)):
            break
    return choice.kept


def _is_contained(line: list[str], gold: Shingles, whole: set[tuple[str, ...]]) -> bool:
    if len(line) < LENGTH:
        return tuple(line) in whole
    own = _shingles(line)
    return (own & gold).total() >= _CONTAINED * own.total()


def _shingles(words: Sequence[str]) -> Shingles:
    return Counter(zip(*(words[start:] for start in range(LENGTH)), strict=False))
