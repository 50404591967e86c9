"""How many words a text has, at a third of the cost of splitting it."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

_BEYOND = 0x3001  # the last white space of Unicode is the one before


def count_words(text: str) -> int:
    r"""Count what white space parts: `len(text.split())`.

    >>> count_words(" one, two\u3000three\n")
    3
    """
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
    is_space = _spaces().take(codes, mode="clip")
    return int(np.count_nonzero(is_space[:-1] > is_space[1:])) + (not text[:1].isspace() and text != "")


@cache
def _spaces() -> NDArray[np.bool_]:
    """Say of each code point whether it is white space; the last stands for all that follow."""
    return np.array([chr(code).isspace() for code in range(_BEYOND + 1)])
