"""The scorer: a small convolutional network over the lines of a page, in arrays."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from normkit_boilerplate.features import Matrix
from normkit_boilerplate.ngrams import Grams

POOLED = 2
"""The layer after which each line is told of the whole page."""

_MOST_LINES = 8192
_IMPOSSIBLE = 1e-12
_BLOCK = 64  # lines that are multiplied at once: larger products are shared among threads, at a loss


class Network:
    """Several networks side by side, whose probabilities are averaged; the first axis of weights is theirs.

    `NAME.weight` is what lines are multiplied with, `NAME.bias` what is added.
    """

    def __init__(self, arrays: Mapping[str, NDArray[np.generic]]) -> None:
        self._arrays = {name: array.astype(np.float32) for name, array in arrays.items() if name != "ngrams"}
        self._dilations = [int(dilation) for dilation in arrays["dilations"]]
        self._members, buckets, width = arrays["ngrams"].shape
        self._rows = arrays["ngrams"].astype(np.int8).transpose(1, 0, 2).reshape(buckets, self._members * width)
        self._step = self._arrays["ngrams step"].reshape(self._members * width)

    def score(self, features: Matrix, grams: Grams | None) -> NDArray[np.float64]:
        """Return the logarithm of the probability of each part for each line; shape (lines, 4).

        A page of more than 8,192 lines is taken for several.
        """
        parts = []
        for start in range(0, len(features), _MOST_LINES):
            stop = start + _MOST_LINES
            parts.append(self._score(features[start:stop], grams and grams.between(start, stop)))
        return np.concatenate(parts)

    def _score(self, features: Matrix, grams: Grams | None) -> NDArray[np.float64]:
        scaled = (features - self._arrays["mean"]) / self._arrays["deviation"]
        rows = (
            self._sum_ngrams(grams, len(features)).reshape(len(features), self._members, -1).transpose(1, 0, 2)
        )
        x = np.concatenate([np.broadcast_to(scaled, (self._members, *scaled.shape)), rows], axis=2)
        x = _positive(self._dense("input", x))
        for place, dilation in enumerate(self._dilations):
            x += _positive(self._dense(f"layers.{place}", _neighbours(x, dilation)))
            if place == POOLED:
                page = np.concatenate([x.mean(axis=1, keepdims=True), x.max(axis=1, keepdims=True)], axis=2)
                x += _positive(self._dense("page", page))
        logits = self._dense("output", _positive(self._dense("hidden", x))).astype(np.float64)
        chances = np.exp(logits - logits.max(axis=2, keepdims=True))
        mean = (chances / chances.sum(axis=2, keepdims=True)).mean(axis=0)
        return _at_temperature(np.log(np.maximum(mean, _IMPOSSIBLE)), float(self._arrays["temperature"]))

    def _sum_ngrams(self, grams: Grams | None, lines: int) -> Matrix:
        """Add up the rows of each line's n-grams, of all members; zeros if there are none."""
        sums = np.zeros((lines, self._rows.shape[1]), np.float32)
        if grams is not None and len(grams.line):
            order = np.argsort(grams.line, kind="stable")
            line = grams.line[order]
            first = np.flatnonzero(np.diff(line, prepend=-1))
            rows = self._rows.take(grams.hash[order] % np.uint32(len(self._rows)), axis=0)
            sums[line[first]] = np.add.reduceat(rows * grams.weight[order][:, None], first)
        return sums * self._step

    def _dense(self, name: str, x: Matrix) -> Matrix:
        weights = self._arrays[f"{name}.weight"]
        members, lines, width = x.shape
        whole = lines - lines % _BLOCK
        result = np.empty((members, lines, weights.shape[2]), np.float32)
        blocks = result[:, :whole].reshape(members, -1, _BLOCK, weights.shape[2])  # a view
        np.matmul(x[:, :whole].reshape(members, -1, _BLOCK, width), weights[:, None], out=blocks)
        np.matmul(x[:, whole:], weights, out=result[:, whole:])
        result += self._arrays[f"{name}.bias"][:, None]
        return result


@cache
def network() -> Network:
    """Read the weights, once."""
    with (files(__package__) / "weights.npz").open("rb") as file, np.load(file) as arrays:
        return Network(dict(arrays))


def _neighbours(x: Matrix, dilation: int) -> Matrix:
    """Put beside each line the one `dilation` lines before it and the one after it; zeros at the ends."""
    members, lines, width = x.shape
    left = max(lines - dilation, 0)
    beside = np.zeros((members, lines, 3 * width), np.float32)
    beside[:, dilation:, :width] = x[:, :left]
    beside[:, :, width : 2 * width] = x
    beside[:, :left, 2 * width :] = x[:, dilation:]
    return beside


def _positive(x: Matrix) -> Matrix:
    return np.maximum(x, 0, out=x)


def _at_temperature(scores: NDArray[np.float64], temperature: float) -> NDArray[np.float64]:
    """Divide logarithms of probabilities, and make them add up to one again."""
    scaled = scores / temperature
    result: NDArray[np.float64] = scaled - np.log(np.exp(scaled).sum(axis=1, keepdims=True))
    return result
