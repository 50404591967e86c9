"""What single characters are: their kind, and their form for comparing, as tables."""

from collections.abc import Iterable
from functools import cache
from typing import TypeAlias
from unicodedata import category

import numpy as np
from numpy.typing import NDArray

Codes: TypeAlias = NDArray[np.uint32]
"""Code points of a text, one after the other."""

Kinds: TypeAlias = NDArray[np.uint8]

_SIZE = 0x10000
"""Entries of a table; what lies above counts as its last."""
_READ = 0x3000  # below it characters are looked at one by one, above it by block


class Kind:
    """Kinds of characters that tell lines apart.

    Plain numbers: numpy takes eight times as long to compare with a member of an enumeration.
    """

    SPACE = 0
    LOWER = 1
    UPPER = 2
    CASELESS = 3
    MARK = 4
    UNSPACED = 5
    """Letters of scripts that put no spaces between words."""
    DIGIT = 6
    END = 7
    COMMA = 8
    COLON = 9
    QUOTE = 10
    APOSTROPHE = 11
    BRACKET = 12
    DASH = 13
    SLASH = 14
    SEPARATOR = 15
    ELLIPSIS = 16
    ADDRESS = 17
    RIGHTS = 18
    MONEY = 19
    OTHER = 20


KINDS = range(Kind.OTHER + 1)

_BY_CATEGORY = {
    **dict.fromkeys(("Zs", "Zl", "Zp", "Cc", "Cf"), Kind.SPACE),
    **dict.fromkeys(("Mn", "Mc", "Me"), Kind.MARK),
    **dict.fromkeys(("Nd", "Nl", "No"), Kind.DIGIT),
    **dict.fromkeys(("Lo", "Lm"), Kind.CASELESS),
    "Ll": Kind.LOWER,
    "Lu": Kind.UPPER,
    "Lt": Kind.UPPER,
}
_BY_KIND = {
    Kind.END: ".!?。！？؟۔।॥",
    Kind.COMMA: ",;、，；،؛",
    Kind.COLON: ":：",
    Kind.QUOTE: '"“”„«»「」『』',
    Kind.APOSTROPHE: "'’‘`",
    Kind.BRACKET: "()[]{}（）【】",
    Kind.DASH: "-–—‐‑",
    Kind.SLASH: "/\\",
    Kind.SEPARATOR: "|•·›‹→←↑↓▶▼►▾○●▪*+<>",
    Kind.ELLIPSIS: "…",
    Kind.ADDRESS: "@#_=&",
    Kind.RIGHTS: "©®™",
    Kind.MONEY: "$€£¥%",
}
_BLOCKS = (
    (0x0E00, 0x0EFF, Kind.UNSPACED),  # Thai, Lao
    (0x1000, 0x109F, Kind.UNSPACED),  # Burmese
    (0x1780, 0x17FF, Kind.UNSPACED),  # Khmer
    (0x3000, 0x3000, Kind.SPACE),
    (0x3040, 0x30FF, Kind.UNSPACED),  # kana
    (0x3400, 0x9FFF, Kind.UNSPACED),  # Han
    (0xA000, 0xD7FF, Kind.CASELESS),  # Hangul above all
    (0xF900, 0xFAFF, Kind.UNSPACED),  # more Han
    (0xFB50, 0xFDFF, Kind.CASELESS),  # Arabic
    (0xFE70, 0xFEFC, Kind.CASELESS),
    (0xFF10, 0xFF19, Kind.DIGIT),
    (0xFF21, 0xFF3A, Kind.UPPER),
    (0xFF41, 0xFF5A, Kind.LOWER),
)


def codes_of(text: str) -> Codes:
    """Return the code points of a text."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")


def kinds_of(codes: Codes) -> Kinds:
    """Return the kind of each of some code points."""
    return _kinds().take(codes, mode="clip")


def folds_of(codes: Codes) -> NDArray[np.uint64]:
    """Return each of some code points in its form for comparing: lower case, digits as 0; 0 outside words."""
    return _folds().take(codes, mode="clip")


@cache
def _kinds() -> Kinds:
    table = np.full(_SIZE, Kind.OTHER, np.uint8)
    table[:_READ] = [_BY_CATEGORY.get(category(chr(code)), Kind.OTHER) for code in range(_READ)]
    for start, last, kind in _BLOCKS:
        table[start : last + 1] = kind
    for kind, characters in _BY_KIND.items():
        table[[ord(character) for character in characters]] = kind
    return table


@cache
def _folds() -> NDArray[np.uint64]:
    table = np.arange(_SIZE, dtype=np.uint64)
    table[:_READ] = [ord(chr(code).lower()[0]) for code in range(_READ)]
    table[_kinds() == Kind.DIGIT] = ord("0")
    table[(_kinds() < Kind.LOWER) | (_kinds() > Kind.DIGIT)] = 0
    return table


def among(kinds: Iterable[int]) -> NDArray[np.bool_]:
    """Return a table that says of each kind whether it is one of `kinds`."""
    table = np.zeros(len(KINDS), bool)
    table[list(kinds)] = True
    return table
