"""How likely letters stand side by side in any language: what tells a text from one that was misread.

The letter pairs and their frequencies are langdetect's language profiles (Nakatani Shuyo, Apache License 2.0).
"""

import json
import operator
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from math import log
from typing import Any, NamedTuple

from normkit_encoding.symbols import BETWEEN, IMPOSSIBLE, NOTHING, UNSEEN, Table, fold, letter, sign_of

_SCORES = {BETWEEN: -10.0, UNSEEN: -13.0, IMPOSSIBLE: -16.0, NOTHING: 0.0}
_READABLE = -11.5
_CLEAR = 3
_MOST_ROWS = 100_000  # that are remembered


class _Rows(dict[str, int]):
    """The row of each pair of symbols, in a model."""

    def __missing__(self, pair: str) -> int:
        row = self[sign_of(pair)]
        if len(self) < _MOST_ROWS:
            self[pair] = row
        return row


class _Model(NamedTuple):
    rows: _Rows
    table: Any
    """Log-probabilities: a row for each pair of letters, and one for each of `_SCORES`; a column a language."""


def plausibility(symbols: str, touched: list[bool]) -> float:
    """Return the mean log-probability of the pairs of which one is `touched`, at most 0; -13 if there is none.

    It is that of the language in which all pairs together are likeliest.
    """
    import numpy as np  # noqa: PLC0415 (slow to import, seldom needed)

    model = _model()
    pairs = map(operator.add, symbols, symbols[1:])
    rows = np.fromiter(map(model.rows.__getitem__, pairs), np.intp, max(0, len(symbols) - 1))
    marks = np.array(touched, bool)
    telling = (marks[:-1] | marks[1:]) & (rows != model.rows[NOTHING])
    if not telling.any():
        return _SCORES[UNSEEN]
    found = model.table[rows]
    return float(found[telling, found.sum(axis=0).argmax()].mean())


def likelihood(text: str) -> float:
    """Return the mean log-probability of the pairs that touch what is beyond ASCII in `text`."""
    return plausibility(fold(text), [character > "\x7f" for character in text])


def is_likelier(misread: str, text: str) -> bool:
    """Tell whether `text` is a likely reading of what is unlikely in `misread`.

    >>> is_likelier("la maÃ±ana", "la mañana"), is_likelier("la mañana", "la maсana")
    (True, False)
    """
    after = likelihood(text)
    return after > _READABLE and after - likelihood(misread) > _CLEAR


@cache
def _model() -> _Model:
    import numpy as np  # noqa: PLC0415

    languages = [pairs for pairs in map(_pairs, _profiles()) if pairs]
    names = [*sorted(set().union(*languages)), *_SCORES]
    rows = _Rows({name: row for row, name in enumerate(names)})
    floor = _SCORES[UNSEEN]
    table = np.full((len(rows), len(languages)), floor, np.float32)
    for sign, score in _SCORES.items():
        table[rows[sign]] = score
    for column, pairs in enumerate(languages):
        total = sum(pairs.values())
        for pair, count in pairs.items():
            table[rows[pair], column] = max(floor, log(count / total))
    return _Model(rows, table)


def _profiles() -> Iterator[dict[str, int]]:
    """Yield the letter pairs of each language and how often they were counted."""
    for path in sorted((files("langdetect") / "profiles").iterdir(), key=lambda path: path.name):
        counts = json.loads(path.read_bytes())["freq"]
        yield {gram: count for gram, count in counts.items() if len(gram) == 2}  # noqa: PLR2004


def _pairs(counts: dict[str, int]) -> dict[str, int]:
    """Fold the pairs of a language; none, if it is written in a script that no single-byte codec has."""
    pairs: defaultdict[str, int] = defaultdict(int)
    folded = "\n".join(counts).translate(_FOLDED).split("\n")
    for pair, count in zip(folded, counts.values(), strict=True):
        if len(pair) == 2:  # noqa: PLR2004
            pairs[pair] += count
    return pairs if sum(pairs.values()) > sum(counts.values()) / 2 else {}


def _folded(character: str) -> str:
    """Fold a letter of a script that has code pages of single bytes; white space stays, and all else goes."""
    if character in " \n":
        return character
    if character < "\u0900" or "\u0e00" <= character < "\u0e80" or "\u1e00" <= character < "\u2000":
        return letter(character) if character.isalpha() else ""
    return ""


_FOLDED = Table(_folded)
