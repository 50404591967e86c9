"""How much of one text stands in another, by 4-grams of words counted as a multiset.

The measure of public benchmarks of article extraction. A text of fewer than four words is one short shingle.
All shares are from 0 to 1; None is a share of nothing.
"""

import re
from collections import Counter
from typing import TypeAlias

Shingles: TypeAlias = Counter[tuple[str, ...]]

LENGTH = 4
"""Words of a shingle."""

_LEAST_JUNK = 20  # shingles, below which a share of the junk says nothing
_WORD = re.compile(r"\w+")


def words(text: str) -> list[str]:
    r"""Return the words of a text: `\w+`, case kept."""
    return _WORD.findall(text)


def shingles(text: str) -> Shingles:
    """Count the shingles of a text.

    >>> sorted(shingles("a b c d, e"))
    [('a', 'b', 'c', 'd'), ('b', 'c', 'd', 'e')]
    >>> shingles("a b")
    Counter({('a', 'b'): 1})
    """
    found = words(text)
    if not found:
        return Counter()
    return Counter(tuple(found[at : at + LENGTH]) for at in range(max(1, len(found) - LENGTH + 1)))


def common(one: Shingles, other: Shingles) -> int:
    """Return how many shingles stand in both."""
    return sum(min(count, other[key]) for key, count in one.items() if key in other)


def precision(output: Shingles, gold: Shingles) -> float | None:
    """Return the share of the output that is gold."""
    return share(common(output, gold), output.total())


def recall(output: Shingles, gold: Shingles) -> float | None:
    """Return the share of the gold that is in the output."""
    return share(common(output, gold), gold.total())


def f1(output: Shingles, gold: Shingles) -> float:
    """Return the harmonic mean of precision and recall; 1 if both texts are empty."""
    both = output.total() + gold.total()
    return 2 * common(output, gold) / both if both else 1.0


def kept(output: Shingles, raw: Shingles, gold: Shingles) -> float | None:
    """Return the share of the gold in the input that is still in the output."""
    available = raw & gold
    return share(common(output, available), available.total())


def removed(output: Shingles, raw: Shingles, gold: Shingles) -> float | None:
    """Return the share of the junk in the input that is gone: negative, down to -1, if there is more of it.

    None if the input had fewer than 20 shingles of junk. Shingles across a removal count as junk.
    """
    junk = raw.total() - common(raw, gold)
    left = output.total() - common(output, gold)
    return max(-1.0, 1 - left / junk) if junk >= _LEAST_JUNK else None


def share(part: float, whole: float) -> float | None:
    """Return `part / whole`, or None if there is no whole."""
    return part / whole if whole else None


def harmonic(one: float, other: float) -> float:
    """Return the harmonic mean of two shares; 0 if both are."""
    return 2 * one * other / (one + other) if one + other else 0.0
