"""The first reader, of every text: a linear model over n-grams, hashed."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from normkit_translation.ngrams import BUCKET_BITS, Grams, ngrams

CHUNK = 60
"""Tokens of neighbouring sentences that are judged together."""


class Reading(NamedTuple):
    """What the model makes of a text."""

    value: float
    """Log odds of machine translation, the mean over the text; not calibrated."""
    sentences: NDArray[np.float64]
    """The same for each sentence."""
    sizes: NDArray[np.intp]
    """Tokens of each sentence."""


class Linear:
    """Weights by bucket."""

    def __init__(self, arrays: Mapping[str, NDArray[np.generic]]) -> None:
        """Take the arrays of `linear.npz`.

        `gaps` from bucket to bucket, their `weights` in 8 bits, the `scale` of these and the `shift` of means.
        """
        self._table = np.zeros(1 << BUCKET_BITS, np.int8)
        self._table[np.cumsum(arrays["gaps"])] = arrays["weights"]
        self._scale = float(arrays["scale"])
        self._shift = float(arrays["shift"])

    def read(self, texts: Sequence[NDArray[np.uint64]]) -> list[Reading]:
        """Return what the model makes of each text, given the tokens of lines of running English."""
        grams = ngrams(texts)
        weights = self._table[grams.buckets]
        sums = np.bincount(grams.sentences, weights, len(grams.sizes)) * self._scale
        known = np.bincount(grams.sentences, weights != 0, len(grams.sizes))
        values = self._shift + means_of_chunks(grams, sums, known)
        sentences = self._shift + logits(sums, known)
        return [
            Reading(value, sentences[first:behind], grams.sizes[first:behind])
            for value, (first, behind) in zip(values.tolist(), pairwise(grams.bounds.tolist()), strict=True)
        ]


def chunk_numbers(grams: Grams) -> NDArray[np.intp]:
    """Return the chunk of each sentence: the one of its text in which its first token falls."""
    sentences, firsts = np.diff(grams.bounds), grams.bounds[:-1]
    before = np.cumsum(grams.sizes) - grams.sizes
    own = (before - np.repeat(before[firsts], sentences)) // CHUNK
    chunks = own[grams.bounds[1:] - 1] + 1
    numbers: NDArray[np.intp] = own + np.repeat(np.cumsum(chunks) - chunks, sentences)
    return numbers


def means_of_chunks(grams: Grams, sums: NDArray[Any], known: NDArray[Any]) -> NDArray[np.float64]:
    """Return for each text the mean of the log odds of its chunks, by the number of their tokens."""
    chunks = chunk_numbers(grams)
    tokens = np.bincount(chunks, grams.sizes)
    odds = logits(np.bincount(chunks, sums), np.bincount(chunks, known))
    firsts = chunks[grams.bounds[:-1]]
    means: NDArray[np.float64] = np.add.reduceat(odds * tokens, firsts)
    return means / np.maximum(np.add.reduceat(tokens, firsts), 1.0)


def logits(sums: NDArray[Any], known: NDArray[Any]) -> NDArray[np.float64]:
    """Return log odds from the sums of weights; more n-grams do not count in proportion."""
    result: NDArray[np.float64] = sums / np.sqrt(np.maximum(known, 1))
    return result
