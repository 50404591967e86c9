"""The words of each line and the pairs of them, as hashes with weights."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from normkit_boilerplate.table import Table
from normkit_boilerplate.words import mixed

_MOST_WORDS = 30  # of a line that are looked at; what comes later tells of its subject
_PAIR = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F)
_FIRST, _LAST, _WHOLE = np.uint64(77), np.uint64(99), np.uint64(12345)  # so that they are told apart
_EDGE = 0.7


class Grams(NamedTuple):
    """N-grams of one weight, line by line."""

    counts: NDArray[np.int64]
    """How many each line has; shape (lines,)."""
    hash: NDArray[np.uint32]
    """Of each n-gram."""
    weight: NDArray[np.float32]
    """What those of a line count; shape (lines,)."""

    def between(self, start: int, stop: int) -> "Grams":
        """Return those of the lines from `start` to `stop`."""
        first, last = self.counts[:start].sum(), self.counts[:stop].sum()
        return Grams(self.counts[start:stop], self.hash[first:last], self.weight[start:stop])


def line_ngrams(table: Table) -> tuple[Grams, ...]:
    """Return the words and pairs of each line, of weight 1/√words; its first and last word; the whole line."""
    read = np.arange(len(table.line)) - table.starts[table.line] < _MOST_WORDS
    line, word = table.line[read], table.word[read]
    pairs = mixed(word[:-1] * _PAIR[0] + word[1:] * _PAIR[1])
    both = np.column_stack([word, np.append(pairs, np.uint32(0))[: len(word)]])
    is_one = np.ones(both.shape, bool)
    is_one[:, 1] = np.append(line[1:] == line[:-1], [False])[: len(word)]
    filled = table.counts > 0
    edges = [table.first_words[filled] + _FIRST, table.last_words[filled] + _LAST]
    one, by_words = filled.astype(np.int64), 1 / np.sqrt(np.maximum(table.counts, 1))
    return (
        Grams(np.minimum(2 * table.counts, 2 * _MOST_WORDS) - one, both[is_one], by_words.astype(np.float32)),
        Grams(2 * one, mixed(np.column_stack(edges).ravel()), one * np.float32(_EDGE)),
        Grams(one, mixed(table.hashes[filled] + _WHOLE), one.astype(np.float32)),
    )
