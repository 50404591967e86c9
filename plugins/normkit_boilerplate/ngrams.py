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
    """N-grams of all lines, in no order; each array has the shape (n-grams,)."""

    line: NDArray[np.int64]
    hash: NDArray[np.uint32]
    weight: NDArray[np.float32]

    def between(self, start: int, stop: int) -> "Grams":
        """Return those of the lines from `start` to `stop`, counted from `start`."""
        here = (self.line >= start) & (self.line < stop)
        return Grams(self.line[here] - start, self.hash[here], self.weight[here])


def line_ngrams(table: Table) -> Grams:
    """Return the words and pairs of each line, of weight 1/√words; its first and last word; the whole line."""
    read = np.arange(len(table.line)) - table.starts[table.line] < _MOST_WORDS
    line, word = table.line[read], table.word[read]
    is_pair = line[1:] == line[:-1]
    pairs = mixed(word[:-1] * _PAIR[0] + word[1:] * _PAIR[1])[is_pair]
    filled = np.flatnonzero(table.counts)
    edges = [
        mixed(table.first_words[filled] + _FIRST),
        mixed(table.last_words[filled] + _LAST),
        mixed(table.hashes[filled] + _WHOLE),
    ]
    weight = (1 / np.sqrt(np.maximum(table.counts, 1))).astype(np.float32)
    edge = np.ones(len(filled), np.float32)
    lines = np.concatenate([line, line[:-1][is_pair], filled, filled, filled])
    weights = [weight[line], weight[line[:-1][is_pair]], _EDGE * edge, _EDGE * edge, edge]
    return Grams(lines, np.concatenate([word, pairs, *edges]), np.concatenate(weights).astype(np.float32))
