"""Words of a text as hashes of their letters, all at once."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from normkit_boilerplate.glyphs import Codes, Kind, Kinds, folds_of

PIECE = 2**18
"""Code points of neighbouring lines that are read at once; a line may be as long on top of them.

As many as documents come together: a lot has some 300 calls of numpy, however small it is.
"""

_PRIME = np.uint64(0x9E3779B97F4A7C15)
_FACTOR = 0x5851F42D4C957F2D


def read_words(codes: Codes, kind: Kinds) -> tuple[NDArray[np.int64], NDArray[np.uint32]]:
    """Return where each word starts, and its hash.

    All characters of words are summed up, each times a power of one factor by its position; the difference of
    the sums at the starts of a word and of the next, divided by the power there, depends on its letters alone.
    """
    is_word = (kind >= Kind.LOWER) & (kind <= Kind.DIGIT)
    is_alone = kind == Kind.UNSPACED
    begins = is_word.copy()
    begins[1:] &= ~is_word[:-1] | is_alone[1:] | is_alone[:-1]
    start = np.flatnonzero(begins)
    values = folds_of(codes)
    is_digit = kind == Kind.DIGIT
    values[1 + np.flatnonzero(is_digit[1:] & is_digit[:-1])] = 0  # a number is one 0, however long
    powers, inverses = _powers()
    values *= powers[: len(codes)]
    sums = np.zeros(len(codes) + 1, np.uint64)
    np.cumsum(values, out=sums[1:])
    return start, mixed(np.diff(sums[np.append(start, len(codes))]) * inverses[start])


@cache
def _powers() -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """Return powers of an odd factor, and of its inverse, as many as a piece may need."""
    factors = np.ones((2, 2 * PIECE + 2), np.uint64)
    factors[:, 1:] = np.array([[_FACTOR], [pow(_FACTOR, -1, 2**64)]], np.uint64)
    powers, inverses = np.cumprod(factors, axis=1, dtype=np.uint64)
    return powers, inverses


def mixed(values: NDArray[np.uint64]) -> NDArray[np.uint32]:
    """Return 32 bits of each number in which all of its bits take part."""
    values = (values ^ (values >> np.uint64(29))) * _PRIME
    return ((values ^ (values >> np.uint64(32))) & np.uint64(0xFFFFFFFF)).astype(np.uint32)
