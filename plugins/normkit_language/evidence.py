"""What the n-grams of texts say for each language."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from normkit_language.profiles import Profiles, profiles

_LATIN_AT_MOST = 3  # times as many letters as of another script: names among them, and no language
_LAST = 0xFFFF  # stands for itself and all beyond: no profile has them


def evidence(texts: Sequence[str]) -> NDArray[np.int64]:
    """Return a row for each text: how many steps of weight its n-grams have in each language.

    Words are read as langdetect reads them: a space around each, none of what follows two capitals.
    """
    table = profiles()
    symbols = _without_names(_framed(texts), table)
    capital = table.capital[symbols]
    spoken = ~(capital[:, 1:] & capital[:, :-1])
    triples = table.trigram_rows(symbols[:, :-2], symbols[:, 1:-1], symbols[:, 2:])
    rows = np.hstack([symbols[:, 1:] * spoken, triples * spoken[:, 1:]])
    weights = table.weights.take(rows, axis=0).astype(np.float32)  # whole numbers: exact in any order
    return (np.ones((1, rows.shape[1]), np.float32) @ weights)[:, 0].astype(np.int64)


def symbols_of(text: str) -> NDArray[np.uint16]:
    """Return the symbol that each code point of `text` counts as; 0 for what no profile has."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    return profiles().symbols[np.minimum(codes, _LAST)]


def _framed(texts: Sequence[str]) -> NDArray[np.uint16]:
    """Return a row for each text: its symbols between spaces, as long as the longest."""
    width = 2 + max(map(len, texts))
    return symbols_of("".join(f" {text}".ljust(width) for text in texts)).reshape(-1, width)


def _without_names(symbols: NDArray[np.uint16], table: Profiles) -> NDArray[np.uint16]:
    """Turn Latin letters into spaces in texts of which much is in another script."""
    foreign = table.foreign[symbols].sum(axis=1)
    if foreign.any():
        latin = table.latin[symbols]
        named = (foreign > 0) & (latin.sum(axis=1) <= _LATIN_AT_MOST * foreign)
        symbols[named[:, None] & latin] = table.symbol(" ")
    return symbols
