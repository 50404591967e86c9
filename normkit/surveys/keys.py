"""Keys: 64-bit hashes of what a stage wants to be counted."""

from collections.abc import Iterable, Sequence
from functools import cache
from hashlib import blake2b
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

Keys: TypeAlias = NDArray[np.uint64]
"""One dimension; in any order, and repeated or not."""


class KeyCounts(NamedTuple):
    """How many documents were observed, and in how many of them each key is. Each key stands there once."""

    documents: int
    keys: Keys
    counts: NDArray[np.uint32]


def survey_keys(strings: Iterable[str]) -> Keys:
    """Return a key for each string, the same on every machine: BLAKE2b of its UTF-8, 8 bytes long.

    It costs about a microsecond a string; a stage with many may hash a whole document in numpy instead.

    >>> survey_keys(["Follow us"])
    array([6192104348641353965], dtype=uint64)
    """
    encoded = (string.encode("utf-8", "surrogatepass") for string in strings)
    return np.frombuffer(b"".join(blake2b(e, digest_size=8).digest() for e in encoded), "<u8").astype(np.uint64)


def distinct(keys: Keys) -> Keys:
    """Return each key once. Raises TypeError if these are no keys."""
    if not (isinstance(keys, np.ndarray) and keys.dtype == np.uint64 and keys.ndim == 1):
        told = (
            f"{keys.dtype} in {keys.ndim} dimensions" if isinstance(keys, np.ndarray) else type(keys).__name__
        )
        msg = f"keys are {told}; they must be an array of uint64 in one dimension, as survey_keys makes it"
        raise TypeError(msg)
    return np.unique(keys, return_counts=True)[0]  # by sorting: without counts numpy hashes, which takes longer


def count_keys(documents: Sequence[Keys]) -> KeyCounts:
    """Count in how many documents each key is; of each document the distinct keys are given."""
    keys, counts = np.unique(np.concatenate([np.empty(0, np.uint64), *documents]), return_counts=True)
    return KeyCounts(len(documents), keys, counts.astype(np.uint32))


def mixed(keys: Keys, stage: str) -> Keys:
    """Make keys of `stage` differ from those of any other, and spread them evenly, however they were made.

    One to one. The shifts and factors are those of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014).
    """
    keys = keys ^ _salt(stage)
    keys = (keys ^ (keys >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    keys = (keys ^ (keys >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return keys ^ (keys >> np.uint64(31))


@cache
def _salt(stage: str) -> Keys:
    return survey_keys([stage])
