"""Where some phrases stand in a text, looked for all at once by hashes of their last letters."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from normkit import Span

_TAIL = np.dtype("<u8")  # the last eight characters of a phrase, a byte each
_PRIME, _SHIFT = np.uint64(0x9E3779B97F4A7C15), np.uint64(48)


class Phrases:
    """Phrases of eight ASCII characters or more, none the end of another."""

    def __init__(self, phrases: Sequence[str]) -> None:
        self._phrases = tuple(phrases)
        tails = b"".join(phrase[-_TAIL.itemsize :].encode() for phrase in phrases)
        self._may_end = np.zeros(2**16, bool)
        self._may_end[_hashes(np.frombuffer(tails, _TAIL))] = True

    def find(self, text: str) -> Iterator[Span]:
        """Yield where they stand, in the order of their ends.

        >>> list(Phrases(["with the reference", "since years"]).find("Since years … since years"))
        [(14, 25)]
        """
        codes = text.encode("latin-1", "replace")
        tails = np.ndarray(max(0, len(codes) - _TAIL.itemsize + 1), _TAIL, codes, strides=(1,))
        ends = np.flatnonzero(self._may_end[_hashes(tails)]) + _TAIL.itemsize
        for end in ends.tolist():
            if text.endswith(self._phrases, 0, end):
                yield end - next(len(each) for each in self._phrases if text.endswith(each, 0, end)), end


def _hashes(tails: NDArray[np.uint64]) -> NDArray[np.uint64]:
    return tails * _PRIME >> _SHIFT
