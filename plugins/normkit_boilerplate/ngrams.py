"""The words of each line and the pairs of them, as hashes with weights."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from normkit_boilerplate.table import Table
from normkit_boilerplate.words import mixed

_MOST_WORDS = 16  # of a line that are looked at; what comes later tells of its subject
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

    def of(self, start: int, stop: int) -> "Grams":
        """Return those of the lines from `start` to `stop`."""
        lines, first = slice(start, stop), int(self.counts[:start].sum())
        counts = self.counts[lines]
        return Grams(counts, self.hash[first : first + int(counts.sum())], self.weight[lines])


def line_ngrams(table: Table, documents: NDArray[np.bool_]) -> tuple[Grams, ...]:
    """Return the words and pairs of each line, of weight 1/√words; its first and last word; the whole line.

    Lines of other documents than `documents` have none; shape (documents,).
    """
    filled = (table.counts > 0) & documents[table.document]
    read = (table.places < _MOST_WORDS) & filled[table.line]
    line, word = table.line[read], table.word[read]
    pairs = mixed((word[:-1] * _PAIR[0] + word[1:] * _PAIR[1])[line[1:] == line[:-1]])
    words = np.minimum(table.counts, _MOST_WORDS) * filled
    one, by_words = filled.astype(np.int64), (1 / np.sqrt(np.maximum(table.counts, 1))).astype(np.float32)
    whole = np.ones(len(table), np.float32)
    edge = np.float32(_EDGE) * whole
    return (
        Grams(words, word, by_words),
        Grams(words - one, pairs, by_words),
        Grams(one, mixed(table.first_words[filled] + _FIRST), edge),
        Grams(one, mixed(table.last_words[filled] + _LAST), edge),
        Grams(one, mixed(table.hashes[filled] + _WHOLE), whole),
    )
