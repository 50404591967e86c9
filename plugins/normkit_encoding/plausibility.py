"""How likely letters stand side by side in any language: what tells a text from one that was misread.

The letter pairs and their frequencies are langdetect's language profiles (Nakatani Shuyo, Apache License 2.0).
"""

import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from math import log
from typing import Any, NamedTuple

_JOINING = "´‘’·…‐‑‒–—"  # signs that stand between letters in clean text
PUNCTUATION = _JOINING + "\xa0¡¿«»‹›‚‛“”„‟•―§°©®™€£№†"
_SAME = {**dict(zip("șțیکۀ", "şţيكه", strict=True)), "İ": "i"}
_OBSOLETE = "ſ"
_BETWEEN, _UNSEEN, IMPOSSIBLE = "'?!"
_SCORES = {_BETWEEN: -10.0, _UNSEEN: -13.0, IMPOSSIBLE: -16.0}
_OTHER_SCRIPTS = "\u0370"  # from here on letters are not Latin
_FLOOR = _SCORES[_UNSEEN]
_NEUTRAL = "~"


_TELLING = re.compile(f"[^\x00-\x7f{_JOINING}\xa0«»“”]+")
_READABLE = -11.5
_CLEAR = 3
_AROUND = 10
_SAMPLE = 1_500


class _Model(NamedTuple):
    rows: dict[str, int]
    table: Any
    """Log-probabilities: a row for each pair of letters, then one for each of `_SCORES`; a column a language."""


def sample_of(text: str) -> str:
    """Return what stands around the first letters and signs beyond ASCII, up to 1,500 code points."""
    pieces = [" "]
    length = end = 0
    for match in _TELLING.finditer(text):
        start = max(end, match.start() - _AROUND)
        if start > end:
            pieces.append(" ")
        end = max(end, min(match.end() + _AROUND, match.start() + _SAMPLE))
        pieces.append(text[start:end])
        length += end - start
        if length >= _SAMPLE:
            break
    return "".join([*pieces, " "])


def fold(text: str, misread: str = "") -> str:
    """Return one symbol for each character: a letter in lower case, a space for what parts words.

    `!` stands for what is impossible: a capital behind a small letter, a sign between letters, one that is
    a letter in `misread`; `?` for other signs beside a letter, `'` for punctuation between letters.

    >>> fold("Été, ni–os Gesch‰fte gÙt 5‰ m³")
    "été  ni'os gesch!fte g!t    m?"
    """
    symbols = []
    before, last = " ", len(text) - 1
    for position, character in enumerate(text):
        after = text[position + 1] if position < last else " "
        if character.isalpha():
            odd = character > "\x7f" and (before.islower() and character.isupper() or character == _OBSOLETE)
            symbols.append(IMPOSSIBLE if odd else _SAME.get(character) or character.lower()[:1])
        elif character < "\x80":
            symbols.append(" ")
        else:
            symbols.append(_sign(character, before, after, misread[position : position + 1]))
        before = character
    return "".join(symbols)


def _sign(character: str, before: str, after: str, misread: str) -> str:
    """Return the symbol for what is neither ASCII nor a letter."""
    beside = before.isalpha() + after.isalpha()
    if character in PUNCTUATION:
        return " " if beside < 2 else _BETWEEN if character in _JOINING else IMPOSSIBLE  # noqa: PLR2004
    if unicodedata.category(character) == "Mn":
        return _NEUTRAL if ord(before) >> 8 == ord(character) >> 8 else IMPOSSIBLE
    if beside == 2 or misread.isalpha() or character < "\xa0":  # noqa: PLR2004
        return IMPOSSIBLE
    return _UNSEEN if beside else " "


def plausibility(symbols: str, touched: Sequence[bool]) -> float:
    """Return the mean log-probability of the pairs of which one is `touched`, at most 0; -16 if there is none.

    It is that of the language in which all pairs together are likeliest.
    """
    model = _model()
    rows, marks = [], []
    for i, pair in enumerate(map("".join, zip(symbols, symbols[1:]))):  # noqa: B905
        row = model.rows.get(pair)
        if row is None:
            if pair == "  " or _NEUTRAL in pair:
                continue
            row = model.rows[_sign_of(pair)]
        rows.append(row)
        marks.append(touched[i] or touched[i + 1])
    if not any(marks):
        return _SCORES[IMPOSSIBLE]
    found = model.table[rows]
    return float(found[marks, found.sum(axis=0).argmax()].mean())


def _sign_of(pair: str) -> str:
    """Return what to score a pair as that no language has: letters of two scripts are impossible."""
    if pair.isalpha():
        return IMPOSSIBLE if min(pair) <= "z" < _OTHER_SCRIPTS <= max(pair) else _UNSEEN
    return next((sign for sign in (IMPOSSIBLE, _UNSEEN, _BETWEEN) if sign in pair), _UNSEEN)


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
    import numpy as np  # noqa: PLC0415 (slow to import, seldom needed)

    languages = [pairs for pairs in map(_pairs, _profiles()) if pairs]
    names = [*sorted(set().union(*languages)), *_SCORES]
    rows = {name: row for row, name in enumerate(names)}
    table = np.full((len(rows), len(languages)), _FLOOR, np.float32)
    for sign, score in _SCORES.items():
        table[rows[sign]] = score
    for column, pairs in enumerate(languages):
        total = sum(pairs.values())
        for pair, count in pairs.items():
            table[rows[pair], column] = max(_FLOOR, log(count / total))
    return _Model(rows, table)


def _profiles() -> Iterator[dict[str, int]]:
    """Yield the letter pairs of each language and how often they were counted."""
    for path in sorted((files("langdetect") / "profiles").iterdir(), key=lambda path: path.name):
        counts = json.loads(path.read_text(encoding="utf-8"))["freq"]
        yield {gram: count for gram, count in counts.items() if len(gram) == 2}  # noqa: PLR2004


def _pairs(counts: dict[str, int]) -> dict[str, int]:
    """Fold the pairs of a language; none, if it is written in a script that no single-byte codec has."""
    pairs: defaultdict[str, int] = defaultdict(int)
    for pair, count in counts.items():
        if all(character.isalpha() or character == " " for character in pair) and _in_code_pages(pair):
            pairs["".join(_SAME.get(character) or character.lower()[:1] for character in pair)] += count
    return pairs if sum(pairs.values()) > sum(counts.values()) / 2 else {}


def _in_code_pages(pair: str) -> bool:
    """Tell whether both characters are of scripts that have code pages of single bytes."""
    return all(c < "\u0900" or "\u0e00" <= c < "\u0e80" or "\u1e00" <= c < "\u2000" for c in pair)
