"""The likeliest division of a page: before the article, the article with junk inside, after it."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

BEFORE, ARTICLE, INSIDE, AFTER = range(4)
"""What a line can be; a scorer gives each line the logarithm of each one's probability, in this order."""


class Division(NamedTuple):
    """Where the article begins and ends, and which lines are its own."""

    start: int
    stop: int
    keeps: NDArray[np.bool_]
    """Shape (lines,)."""


def undivided(lines: int) -> Division:
    """Return the division of a page that is all article."""
    return Division(0, lines, np.ones(lines, bool))


def divide(scores: NDArray[np.float64], weights: NDArray[np.float64], leaning: float = 0.0) -> Division:
    """Choose the division of greatest weighted sum; `scores` has the shape (lines, 4), `weights` (lines,).

    What Viterbi's algorithm finds for states that only go on from left to right, written as running maxima:
    of all places to stop, the best after the best place to start before it. `leaning` is added to the score
    of the article.

    >>> likely = [[0.8, 0.1, 0.1, 0], [0.1, 0.8, 0.1, 0], [0, 0.3, 0.6, 0.1], [0, 0.9, 0, 0.1], [0, 0, 0, 1]]
    >>> divide(np.log(np.array(likely) + 1e-9), np.ones(5)).keeps
    array([False,  True, False,  True, False])
    """
    weighted = scores * weights[:, None]
    weighted[:, ARTICLE] += leaning * weights
    inside = np.maximum(weighted[:, ARTICLE], weighted[:, INSIDE])
    before, within, after = (_sums(part) for part in (weighted[:, BEFORE], inside, weighted[:, AFTER]))
    opening = before - within
    stop = int(np.argmax(np.maximum.accumulate(opening) + within - after))
    start = int(np.argmax(opening[: stop + 1]))
    keeps = weighted[:, ARTICLE] >= weighted[:, INSIDE]
    keeps[:start] = keeps[stop:] = False
    return Division(start, stop, keeps)


def _sums(values: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.concatenate([[0.0], np.cumsum(values)])
