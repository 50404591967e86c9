"""Where values repeat."""

import numpy as np
from numpy.typing import NDArray

from normkit_boilerplate.table import Hashes, Places


def are_new(values: NDArray[np.generic]) -> NDArray[np.bool_]:
    """Say of each value whether it differs from the one before it in its row; of the first that it does."""
    new = np.ones(values.shape, bool)
    np.not_equal(values[..., 1:], values[..., :-1], out=new[..., 1:])
    return new


def repetitions(hashes: Hashes) -> tuple[Places, Places]:
    """Return for each hash how many others in its row are the same, and how many of those stand before it."""
    rows, lines = hashes.shape
    order = np.argsort(hashes, axis=1, kind="stable") + lines * np.arange(rows)[:, None]
    in_order = hashes.take(order)
    first = np.flatnonzero(are_new(in_order))
    counts = np.diff(np.append(first, hashes.size))
    others, before = np.empty((2, hashes.size), np.int64)
    others[order.ravel()] = np.repeat(counts - 1, counts)
    before[order.ravel()] = np.arange(hashes.size) - np.repeat(first, counts)
    return others.reshape(hashes.shape), before.reshape(hashes.shape)
