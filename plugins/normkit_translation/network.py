"""The second reader, of texts that the first suspects: a small convolutional network over windows of tokens."""

from collections.abc import Mapping
from typing import Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from normkit_translation.tokens import shape_hashes, word_hashes

WINDOW = 64
"""Tokens that are read together; the last window of a text has fewer."""
DILATIONS = (1, 1, 2)
"""How far the layers look to either side."""
UNKNOWN = 1
"""The row of what the vocabulary does not hold; row 0 is of the places behind the last token."""
_DIGITS = 3  # of what is said of a text: processors differ in the seventh

Rows: TypeAlias = NDArray[np.intp]
Matrix: TypeAlias = NDArray[np.float32]


class Vocabulary(NamedTuple):
    """The hashes that have rows of their own, in order."""

    shapes: NDArray[np.uint32]
    words: NDArray[np.uint32]

    def windows(self, tokens: NDArray[np.uint64]) -> tuple[Rows, Rows]:
        """Return the row of each token's shape and of its word; shape (windows, WINDOW)."""
        shapes, words = _rows(self.shapes, shape_hashes(tokens)), _rows(self.words, word_hashes(tokens))
        return _windows(shapes), _windows(words)


class Network:
    """Layers over the tokens of a window; what is said of the windows is averaged."""

    def __init__(self, arrays: Mapping[str, NDArray[Any]]) -> None:
        """Take the arrays of `network.npz`.

        The `shapes` and `words` of the vocabulary, the rows of both, weights and biases of the layers and of
        what comes out, and the `scale` and `shift` of a mean.
        """
        self._vocabulary = Vocabulary(arrays["shapes"], arrays["words"])
        self._arrays = {name: array.astype(np.float32) for name, array in arrays.items()}

    def value(self, tokens: NDArray[np.uint64]) -> float:
        """Return the log odds of machine translation, not calibrated; each text is read by itself."""
        shapes, words = self._vocabulary.windows(tokens)
        mask = (shapes > 0).astype(np.float32)[:, :, None]
        x = self._arrays["shape rows"][shapes] + self._arrays["word rows"][words]
        x = self._convolved(x, 0) * mask
        for layer in range(1, len(DILATIONS)):
            x = x + self._convolved(x, layer) * mask
        sizes = mask.sum(axis=1)
        pooled = np.concatenate([x.sum(axis=1) / sizes, x.max(axis=1)], axis=1)
        odds = pooled @ self._arrays["output.weight"] + self._arrays["output.bias"]
        mean = (odds * sizes).sum() / max(sizes.sum(), 1)
        return round(float(mean * self._arrays["scale"] + self._arrays["shift"]), _DIGITS)

    def _convolved(self, x: Matrix, layer: int) -> Matrix:
        """Multiply the token before each one, itself and the one behind it, in its window, and add that up."""
        far = DILATIONS[layer]
        wide = np.pad(x, ((0, 0), (far, far), (0, 0)))
        total = self._arrays[f"{layer}.bias"]
        for place, weights in enumerate(self._arrays[f"{layer}.weight"]):
            total = total + wide[:, place * far : place * far + WINDOW] @ weights
        result: Matrix = np.maximum(total, 0)
        return result


def _rows(known: NDArray[np.uint32], hashes: NDArray[np.uint64]) -> Rows:
    places = np.searchsorted(known, hashes)
    return np.where(known.take(places, mode="clip") == hashes, places + UNKNOWN + 1, UNKNOWN)


def _windows(rows: Rows) -> Rows:
    windows = np.zeros((-(-len(rows) // WINDOW), WINDOW), np.intp)
    windows.reshape(-1)[: len(rows)] = rows
    return windows
