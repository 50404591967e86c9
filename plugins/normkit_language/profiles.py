"""langdetect's profiles as one table: how strongly each n-gram speaks for each language.

Source: Nakatani Shuyo, language-detection; the profiles are those of the installed langdetect. Its probability
of an n-gram in a language, over the least that it assumes of any, becomes a weight: a logarithm, a 24th of a
nat a step, so that sums are whole numbers and the same everywhere. Bigrams are left out: they add no accuracy.
"""

import json
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from itertools import chain
from threading import Lock
from typing import NamedTuple, TypeAlias

import numpy as np
from langdetect.detector import Detector
from langdetect.utils.ngram import NGram
from numpy.typing import NDArray

STEPS = 24
"""How many steps a weight has in a nat."""

_LEAST = Detector.ALPHA_DEFAULT / Detector.BASE_FREQ
_BITS = np.uint64(16)  # a symbol in a key
_PLANE = 0x10000  # no profile has a character beyond the first
_EAST_ASIA = 0x2E80  # from here on a letter is a syllable or a word
_HANGUL = slice(0xAC00, 0xD7B0)
_FOLDED = (
    range(0x250),
    range(0x600, 0x700),
    range(0x1EA0, 0x2070),
    range(0x3040, 0x3130),
    range(0x31A0, 0x31C0),
)
"""Where langdetect takes one character for another, besides Han and Hangul."""
_LOCK = Lock()
_Symbols: TypeAlias = NDArray[np.integer]


class Profiles(NamedTuple):
    """What is known of all languages."""

    languages: tuple[str, ...]
    """The columns of `weights`, by name."""
    symbols: NDArray[np.uint16]
    """By code point: the symbol that it counts as; 0 is none."""
    capital: NDArray[np.bool_]
    """By symbol: whether it is a capital letter."""
    latin: NDArray[np.bool_]
    """By symbol: whether it is a Latin letter."""
    foreign: NDArray[np.uint8]
    """By symbol: how many Latin letters a letter of another script is worth; 0 for all that is none."""
    keys: NDArray[np.uint64]
    """Of the trigrams, ascending."""
    weights: NDArray[np.uint8]
    """A row for each symbol, then for each trigram; row 0 is empty."""

    def symbol(self, character: str) -> int:
        """Return the symbol that a character counts as."""
        return int(self.symbols[ord(character)])

    def letters(self, language: str) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Return, by symbol, whether it is a letter, and whether one of `language`, which has its own script.

        Profiles have letters of other scripts too: Latin ones, and others with little weight.
        """
        weights = self.weights[: len(self.capital)].astype(int)
        most = weights.max(axis=1)
        own = 2 * weights[:, self.languages.index(language)] >= most
        return most > 0, (most > 0) & own & ~self.latin

    def trigram_rows(self, first: _Symbols, second: _Symbols, third: _Symbols) -> NDArray[np.int64]:
        """Return the rows of trigrams of symbols, 0 where no profile has one."""
        wanted = _key(first, second, third)
        place = np.searchsorted(self.keys[:-1], wanted)
        return np.where(self.keys[place] == wanted, place + (len(self.weights) - len(self.keys)), 0)


def profiles() -> Profiles:
    """Return the profiles, loaded once."""
    with _LOCK:
        return _load()


@cache
def _load() -> Profiles:
    loaded = list(_read())
    codes = np.concatenate([codes for _, codes, _ in loaded])
    share = np.concatenate([shares for *_, shares in loaded])
    column = np.repeat(np.arange(len(loaded)), [len(shares) for *_, shares in loaded])
    known = np.flatnonzero(np.bincount(codes.ravel()))  # the first is 0, what characters are filled up with
    symbols = np.zeros(_PLANE, np.uint16)
    symbols[known] = np.arange(len(known))
    grams = symbols[codes]
    keys, place = np.unique(_key(*grams.T), return_inverse=True)
    singles = np.count_nonzero(keys < len(known))
    row = np.where(codes[:, 0], place - singles + len(known), grams[:, 2])
    weights = np.zeros((len(known) + len(keys) - singles, len(loaded)), np.uint8)
    weights[row, column] = np.minimum(np.rint(STEPS * np.log1p(share / _LEAST)), 255)
    letter = np.array([chr(code).isalpha() for code in known])
    _fold(symbols)
    return Profiles(
        tuple(name for name, *_ in loaded),
        symbols=symbols,
        capital=np.array([chr(code).isupper() for code in known]),
        latin=letter & _is_latin(known),
        foreign=np.where(letter & ~_is_latin(known), np.where(known < _EAST_ASIA, 1, 3), 0).astype(np.uint8),
        keys=keys[singles:],
        weights=weights,
    )


def _read() -> Iterator[tuple[str, NDArray[np.uint32], NDArray[np.float64]]]:
    """Yield name, n-grams and their shares for each profile, in the order of the names.

    An n-gram is three code points, of which a single character is the last.
    """
    found = (file for file in (files("langdetect") / "profiles").iterdir() if file.is_file())
    for file in sorted(found, key=lambda file: file.name):
        profile = json.loads(file.read_bytes())
        codes = np.array(list(profile["freq"]), "<U3").view(np.uint32).reshape(-1, 3)
        length = np.count_nonzero(codes, axis=1)
        codes[length == 1] = np.roll(codes[length == 1], 2, axis=1)
        share = np.array(list(profile["freq"].values())) / np.array(profile["n_words"])[length - 1]
        yield profile["name"], codes[length != 2], share[length != 2]  # noqa: PLR2004


def _key(first: _Symbols, second: _Symbols, third: _Symbols) -> NDArray[np.uint64]:
    pair = (first.astype(np.uint64) << _BITS) | second.astype(np.uint64)
    return (pair << _BITS) | third.astype(np.uint64)


def _fold(symbols: NDArray[np.uint16]) -> None:
    """Give each code point the symbol of what it is folded to."""
    for code in chain(*_FOLDED, map(ord, NGram.CJK_MAP)):
        symbols[code] = symbols[ord(NGram.normalize(chr(code)))]
    symbols[_HANGUL] = symbols[_HANGUL.start]


def _is_latin(codes: NDArray[np.integer]) -> NDArray[np.bool_]:
    return (codes < 0x250) | ((codes >= 0x1E00) & (codes < 0x1F00))  # noqa: PLR2004 (blocks of Unicode)
