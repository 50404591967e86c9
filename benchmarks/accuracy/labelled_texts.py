"""Texts whose language is known, and when two codes mean the same language."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.accuracy.rows import read_rows

_CODES = """
    arb ar, aym ay, azj az, bh bho, cmn zh, fil tl, gug gn, in id, iw he, ji yi, jw jv, lvs lv, mo ro, no nb,
    nob nb, quy qu, quz qu, sh hr, uzn uz
"""
_SAME = dict(pair.split() for pair in _CODES.split(","))
"""By code: another for the same language, or for what is written like it."""


class LabelledText(NamedTuple):
    """A text, the code of its language, and the length that it was cut to, in code points."""

    text: str
    language: str
    length: int


def read_texts(path: Path) -> list[LabelledText]:
    """Read rows of `text`, `lang` and, if there is one, `len`. Raises UsageError."""
    return read_rows(path, _labelled, "text and lang")


def _labelled(row: Mapping[str, Any]) -> LabelledText:
    return LabelledText(row["text"], row["lang"], row.get("len", len(row["text"])))


def primary(code: str) -> str:
    """Return the language that a code means, whatever the script or country.

    >>> primary("zh-tw"), primary("no"), primary("sr_Latn")
    ('zh', 'nb', 'sr')
    """
    language = code.lower().replace("_", "-").partition("-")[0]
    return _SAME.get(language, language)


def same_language(first: str, second: str) -> bool:
    """Whether two codes mean the same language."""
    return primary(first) == primary(second)
