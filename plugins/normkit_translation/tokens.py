"""Tokens as numbers: which word each is, what shape it has, and what it means for the sentences around it.

A token is one unsigned integer of 64 bits: the hash of the word in 28, that of the shape in 28, then flags.
Names and numbers are blank as words: a text must not be judged by what it is about.
"""

import re
from functools import cache, lru_cache
from sys import byteorder
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from normkit_translation.lexicon import lexicon

ENDS, OPENS, ABBREVIATES, CLOSES, BLANK = 1, 2, 4, 8, 16
"""Flags: a mark that ends sentences; what can begin one; what a full stop may follow inside of one; a closing
quotation mark or bracket; no word to go by."""

HASH_BITS = 28
FLAG_BITS = 8
_ONE_HASH = np.uint64((1 << HASH_BITS) - 1)

_PATTERN = r"\w+(?:['’-]\w+)*|\.+|[^\w\s]"
TOKEN = re.compile(_PATTERN)
TOKEN_OR_BREAK = re.compile(rf"{_PATTERN}|\n")

_BREAK = "\ue000"
"""A private character in place of a line break, which `split` would drop."""

_ALIKE = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "–": "-", "—": "-"}
)
_SHORTEST_STEM = 3
_LONGEST_ENDING = 6
_DIGITS = re.compile(r"\d+")
_MOST_DIGITS = 4
_MOST_RUNS = 1 << 14  # kept between documents, and as many that came before them


class _Runs(dict[str, bytes]):
    """The tokens of each run without white space, 8 bytes a token: looked at once, if it comes often."""

    def __init__(self) -> None:
        super().__init__()
        self._before: dict[str, bytes] = {}

    def __missing__(self, run: str) -> bytes:
        if len(self) >= _MOST_RUNS:
            self._before = dict(self)
            self.clear()
        codes = self._before.get(run) or _describe(run)
        self[run] = codes
        return codes


_runs = _Runs()


def encode(text: str) -> NDArray[np.uint64]:
    """Return the tokens of `text`; a line break is one of them."""
    runs = text.replace("\n", f" {_BREAK} ").split()
    return np.frombuffer(b"".join(map(_runs.__getitem__, runs)), np.uint64)


def word_hashes(tokens: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return the hash of each token's word."""
    return tokens >> np.uint64(HASH_BITS + FLAG_BITS)


def shape_hashes(tokens: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return the hash of each token's shape."""
    return tokens >> np.uint64(FLAG_BITS) & _ONE_HASH


def _describe(run: str) -> bytes:
    """Return the tokens of a run without white space."""
    if run.isalpha():
        return _code(*_letters(run))
    return b"".join([_token(token, place == 0) for place, token in enumerate(TOKEN.findall(run))])


def _token(token: str, is_first: bool) -> bytes:  # noqa: FBT001 (in the innermost loop)
    token = token if token.isascii() else token.translate(_ALIKE)
    if token[0].isalpha():
        return _code(*_letters(token))
    if token[0].isdigit():
        return _code("<number>", _number(token), OPENS | BLANK)
    return _mark(token[:3], is_first)


@lru_cache(1 << 10)
def _mark(mark: str, is_first: bool) -> bytes:  # noqa: FBT001
    """Return a mark as itself; a quotation mark closes unless it comes first."""
    quotes = OPENS if is_first else CLOSES
    first = mark[0]
    flags = ENDS if first in ".!?…" else quotes if first in "\"'" else _BRACKETS.get(first, 0)
    return _code(mark, mark, flags | BLANK)


def _code(word: str, shape: str, flags: int) -> bytes:
    hashed = _hash_of_few(word) if flags & BLANK else _hash(word)
    code = hashed << HASH_BITS + FLAG_BITS | _hash_of_few(shape) << FLAG_BITS | flags
    return code.to_bytes(8, byteorder)


def _hash(name: str) -> int:
    """Spread the names over all bits: those of crc32 are not random enough for names as short."""
    return (crc32(name.encode()) * 0x9E3779B1 + 0x7F4A7C15 & 0xFFFFFFFF) >> 32 - HASH_BITS


_hash_of_few = lru_cache(1 << 10)(_hash)  # shapes, and the words that are blank

_BRACKETS = {")": CLOSES, "]": CLOSES, "(": OPENS, "[": OPENS, "-": OPENS, _BREAK: OPENS}


def _letters(word: str) -> tuple[str, str, int]:
    """Return a function word as itself, another by its ending; capitalised ones are blank."""
    lower = word.lower()
    capital = word[0].isupper()
    flags = (OPENS if capital else 0) | (ABBREVIATES if word in _section("title") or len(word) == 1 else 0)
    if lower in _section("function-word"):
        return lower, lower, flags
    joined = "-" if "-" in word else ""
    if capital:
        own = "'s" if lower.endswith("'s") else ""
        size = "<CAPITALS>" if len(word) > 1 and word.isupper() else "<Capital>"
        return "<name>", size + joined + own, flags | BLANK
    return lower, f"<{joined}{'' if word.isascii() else 'accent'}{_ending(lower)}>", flags


def _ending(word: str) -> str:
    """Return the longest known ending, or nothing.

    >>> _ending("greatness"), _ending("sing")
    ('ness', '')
    """
    endings = _section("ending")
    for start in range(max(_SHORTEST_STEM, len(word) - _LONGEST_ENDING), len(word)):
        if word[start:] in endings:
            return word[start:]
    return ""


def _number(token: str) -> str:
    """Return a number with the count of its digits in place of them, four and more being alike.

    >>> _number("500"), _number("1999"), _number("20s")
    ('<3>', '<4>', '<2s>')
    """
    return f"<{_DIGITS.sub(lambda match: str(min(len(match[0]), _MOST_DIGITS)), token)[:8]}>"


@cache
def _section(name: str) -> frozenset[str]:
    return frozenset(lexicon()[name])
