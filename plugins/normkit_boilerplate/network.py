"""The scorer: a small convolutional network over the lines of pages, in arrays."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from normkit_boilerplate.features import Matrix
from normkit_boilerplate.ngrams import Grams
from normkit_boilerplate.table import Places

POOLED = 2
"""The layer after which each line is told of the whole page."""

_MOST_LINES = 8192
_MOST_PRODUCTS = 2**18  # of numbers at once: larger products of matrices are shared among threads, at a loss
_ZERO = 128  # of the rows of n-grams, in eight bits without a sign


class Network:
    """Layers over the lines of pages.

    `NAME.weight` is what lines are multiplied with, `NAME.bias` what is added. N-grams have 2**n buckets.
    """

    def __init__(self, arrays: Mapping[str, NDArray[np.generic]]) -> None:
        exact = {name: array.astype(np.float64) for name, array in arrays.items() if name != "ngrams"}
        self._dilations = [int(dilation) for dilation in arrays["dilations"]]
        self._temperature = float(exact["temperature"])
        self._rows = (arrays["ngrams"].astype(np.int16) + _ZERO).astype(np.uint8)
        own, words = np.split(exact["input.weight"], [len(exact["mean"])])
        own = own / exact["deviation"][:, None]
        exact |= {"input.bias": exact["input.bias"] - exact["mean"] @ own}
        exact |= {"features.weight": own, "ngrams.weight": words * exact["ngrams step"].T}
        for place in range(len(self._dilations)):
            exact[f"layers.{place}.weight"] = np.stack(np.split(exact[f"layers.{place}.weight"], 3))
        self._arrays = {name: array.astype(np.float32) for name, array in exact.items()}

    def score(self, features: Matrix, grams: Sequence[Grams], bounds: Places) -> NDArray[np.float64]:
        """Return the logarithm of the probability of each part for each line; shape (lines, 4).

        `bounds` are the first line of each page, and the end of all. What is said of a page does not depend on
        the others, to the last bit. A page of more than 8,192 lines is taken for several.
        """
        scores = [
            self._score(features[few[0] : few[-1]], [sort.of(few[0], few[-1]) for sort in grams], few - few[0])
            for few in _few(bounds.tolist())
        ]
        return np.concatenate(scores)

    def _score(self, features: Matrix, grams: Sequence[Grams], bounds: Places) -> NDArray[np.float64]:
        x = _product(features, self._arrays["features.weight"])
        x += _product(self._sum_ngrams(grams, len(x)), self._arrays["ngrams.weight"])
        x = self._activated("input", x)
        for place, dilation in enumerate(self._dilations):
            x += self._activated(f"layers.{place}", self._convolved(place, x, dilation, bounds[1:-1]))
            if place == POOLED:
                x += self._pooled(x, bounds)
        x = self._activated("hidden", _product(x, self._arrays["hidden.weight"]))
        logits = _product(x, self._arrays["output.weight"]) + self._arrays["output.bias"]
        by_part = np.ascontiguousarray(logits.T, np.float64)  # sums of long rows are fast
        return _normalized(by_part / self._temperature).T

    def _sum_ngrams(self, grams: Sequence[Grams], lines: int) -> Matrix:
        """Add up the rows of each line's n-grams."""
        sums = np.zeros((lines, self._rows.shape[1]), np.float32)
        for sort in grams:
            filled = np.flatnonzero(sort.counts > 0)
            counts = sort.counts[filled]
            rows = self._rows.take(sort.hash & np.uint32(len(self._rows) - 1), axis=0)
            packed = rows.astype(np.uint16).view(np.uint64)  # four numbers in one: they add up faster
            totals = np.add.reduceat(packed, np.cumsum(counts) - counts).view(np.uint16).astype(np.float32)
            totals -= _ZERO * counts.astype(np.float32)[:, None]
            sums[filled] += totals * sort.weight[filled, None]
        return sums

    def _convolved(self, place: int, x: Matrix, dilation: int, borders: Places) -> Matrix:
        """Multiply each line, the one `dilation` lines before it and the one after it, and add that up.

        No line is told of one beyond a border.
        """
        before, here, after = _product(x, self._arrays[f"layers.{place}.weight"])
        near = borders[:, None] + np.arange(dilation)
        after[np.minimum(near, len(x) - 1)] = 0
        before[np.maximum(near - dilation, 0)] = 0
        result: Matrix = here
        result[dilation:] += before[:-dilation]
        result[:-dilation] += after[dilation:]
        return result

    def _pooled(self, x: Matrix, bounds: Places) -> Matrix:
        """Return what each line is told of its whole page."""
        pages = [x[start:stop] for start, stop in pairwise(bounds.tolist())]
        summed = [np.concatenate([page.mean(axis=0), page.max(axis=0)]) for page in pages]
        told = self._activated("page", _product(np.stack(summed), self._arrays["page.weight"]))
        return np.repeat(told, np.diff(bounds), axis=0)

    def _activated(self, name: str, x: Matrix) -> Matrix:
        x += self._arrays[f"{name}.bias"]
        np.maximum(x, 0, out=x)
        return x


@cache
def network() -> Network:
    """Read the weights, once."""
    with (files(__package__) / "weights.npz").open("rb") as file, np.load(file) as arrays:
        return Network(dict(arrays))


def _product(x: Matrix, weights: Matrix) -> Matrix:
    """Multiply lines with weights: (lines, width) with (…, width, out).

    A line by itself is multiplied twice: numpy would take another way with it, and round otherwise.
    """
    *several, width, out = weights.shape
    result = np.empty((*several, len(x), out), np.float32)
    size = max(_MOST_PRODUCTS // (width * out), 1)
    for start in range(0, len(x), size):
        block = x[start : start + size]
        if len(block) == 1:
            result[..., start : start + 1, :] = np.matmul(np.repeat(block, 2, axis=0), weights)[..., :1, :]
        else:
            np.matmul(block, weights, out=result[..., start : start + size, :])
    return result


def _few(bounds: Sequence[int]) -> Iterator[Places]:
    """Yield the bounds of neighbouring pages that do not have more lines together than `_MOST_LINES`."""
    few = [0]
    for start, stop in pairwise(bounds):
        for end in [*range(start + _MOST_LINES, stop, _MOST_LINES), stop]:
            if end - few[0] > _MOST_LINES:
                yield np.array(few)
                few = few[-1:]
            few.append(end)
    yield np.array(few)


def _normalized(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Make the probabilities whose logarithms are given add up to one over the first axis."""
    scores = scores - scores.max(axis=0)
    result: NDArray[np.float64] = scores - np.log(np.exp(scores).sum(axis=0))
    return result
