"""How translated sentences sound: a linear model over n-grams, hashed."""

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise
from math import exp, log
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from normkit_translation.ngrams import BUCKET_BITS, Grams, ngrams
from normkit_translation.tokens import encode

_LOWEST_ODDS = -500.0  # below, `exp` overflows

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


class Model:
    """Weights by bucket, and what turns a mean over chunks into a probability."""

    def __init__(self, arrays: Mapping[str, NDArray[np.generic]]) -> None:
        """Take the arrays of `weights.npz`.

        `gaps` from bucket to bucket and their `weights` in 8 bits, the `scale` of these, the `shift` of a mean,
        and four numbers of `calibration`.
        """
        self._table = np.zeros(1 << BUCKET_BITS, np.int8)
        self._table[np.cumsum(arrays["gaps"])] = arrays["weights"]
        self._scale = float(arrays["scale"])
        self._shift = float(arrays["shift"])
        self._calibration = [float(number) for number in arrays["calibration"]]

    def read(self, texts: Sequence[str]) -> list[Reading]:
        """Return what the model makes of each text, lines of running English."""
        grams = ngrams([*map(encode, texts)])
        weights = self._table[grams.buckets]
        sums = np.bincount(grams.sentences, weights, len(grams.sizes)) * self._scale
        known = np.bincount(grams.sentences, weights != 0, len(grams.sizes))
        values = self._shift + means_of_chunks(grams, sums, known)
        sentences = self._shift + logits(sums, known)
        return [
            Reading(value, sentences[first:behind], grams.sizes[first:behind])
            for value, (first, behind) in zip(values.tolist(), pairwise(grams.bounds.tolist()), strict=True)
        ]

    def probability(self, reading: Reading) -> float:
        """Return how likely a text is a machine translation, where half of all texts are."""
        constant, slope, length, both = self._calibration
        size = log(max(int(reading.sizes.sum()), 1))
        odds = constant + slope * reading.value + (length + both * reading.value) * size
        return 1 / (1 + exp(-max(odds, _LOWEST_ODDS)))


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


@cache
def model() -> Model:
    """Return the model that comes with the stage, read once."""
    with (files(__package__) / "weights.npz").open("rb") as file, np.load(file) as arrays:
        return Model(dict(arrays))
