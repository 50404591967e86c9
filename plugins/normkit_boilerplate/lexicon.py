"""Groups of words that tell lines apart, from `lexicon.txt`."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from normkit import read_sections
from normkit_boilerplate.glyphs import codes_of, kinds_of
from normkit_boilerplate.words import read_words

GROUPS = ("function", "month", "you", "i", "said", "act", "site", "picture", "role")
"""Sections of `lexicon.txt`."""
_BUCKETS = 2**20


def groups_of(words: NDArray[np.uint32]) -> NDArray[np.uint8]:
    """Return the group of each word by its hash, counted from 1; 0: none."""
    return _lexicon().take(words & np.uint32(_BUCKETS - 1))


@cache
def _lexicon() -> NDArray[np.uint8]:
    """Return the group of each word by the low bits of its hash."""
    table = np.zeros(_BUCKETS, np.uint8)
    sections = read_sections(__package__, "lexicon.txt")
    for group in reversed(GROUPS):
        codes = codes_of("\n".join(sections[group]))
        _, words = read_words(codes, kinds_of(codes))
        table[words & np.uint32(_BUCKETS - 1)] = GROUPS.index(group) + 1
    return table
