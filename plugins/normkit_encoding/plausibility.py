"""How likely letters stand side by side in any language: what tells a text from one that was misread.

The letter pairs and their frequencies are langdetect's language profiles (Nakatani Shuyo, Apache License 2.0).
"""

import json
import operator
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from normkit_encoding.symbols import BETWEEN, IMPOSSIBLE, NOTHING, UNSEEN, fold, letter, sign_of

_SCORES = {BETWEEN: -10.0, UNSEEN: -13.0, IMPOSSIBLE: -16.0, NOTHING: 0.0}
_READABLE = -11.5
_CLEAR = 3
# Languages that are written in scripts that no codec of single bytes has.
_WITHOUT_CODEC = {"bn", "gu", "hi", "ja", "kn", "ko", "ml", "mr", "ne", "pa", "ta", "te", "zh-cn", "zh-tw"}
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

    profiles = list(_profiles())
    counts = np.array([count for profile in profiles for count in profile.values()])
    columns = np.repeat(np.arange(len(profiles)), list(map(len, profiles)))
    folded = _folded_pairs(profiles)
    is_kept = folded.all(axis=1)
    pairs, rows = np.unique(folded[is_kept].view(np.uint64), return_inverse=True)
    sums = np.zeros((len(pairs), len(profiles)))
    np.add.at(sums, (rows.ravel(), columns[is_kept]), counts[is_kept])
    floor = _SCORES[UNSEEN]
    seen = np.log(sums / sums.sum(axis=0), out=np.full(sums.shape, floor), where=sums > 0)
    signs = np.repeat([[score] for score in _SCORES.values()], len(profiles), axis=1)
    names = [*pairs.view("U2").ravel().tolist(), *_SCORES]
    table = np.concatenate([np.maximum(seen, floor), signs]).astype(np.float32)
    return _Model(_Rows({name: row for row, name in enumerate(names)}), table)


def _folded_pairs(profiles: list[dict[str, int]]) -> Any:  # noqa: ANN401 (an array)
    """Return the pairs of all profiles as two folded code points each; shape (pairs, 2)."""
    import numpy as np  # noqa: PLC0415

    codes = np.array([pair for profile in profiles for pair in profile]).view(np.uint32)
    known, place = np.unique(codes, return_inverse=True)
    return np.array([ord(_folded(chr(code))) for code in known], np.uint32)[place].reshape(-1, 2)


def _profiles() -> Iterator[dict[str, int]]:
    """Yield the letter pairs of each language that has a single-byte codec, and how often they were counted."""
    for path in sorted((files("langdetect") / "profiles").iterdir(), key=lambda path: path.name):
        if path.name not in _WITHOUT_CODEC:
            counts = json.loads(path.read_bytes())["freq"]
            yield {gram: count for gram, count in counts.items() if len(gram) == 2}  # noqa: PLR2004


def _folded(character: str) -> str:
    """Fold a letter of a script that has code pages of single bytes; a space stays, all else becomes NUL."""
    has_pages = character < "\u0900" or "\u0e00" <= character < "\u0e80" or "\u1e00" <= character < "\u2000"
    if has_pages and character.isalpha():
        return letter(character)
    return " " if character == " " else "\0"
