"""Encodings that show themselves: by a mark, by NUL bytes, by escape sequences."""

import codecs
import re
from collections import Counter
from contextlib import suppress

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with the other's
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WIDE = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")
_WIDE_NULS = 0.02  # share of the bytes: a text in a non-Latin script has spaces and full stops
_COHERENT = 0.9
IMPLAUSIBLE = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd-\uffff]")


def shown(raw: bytes) -> str | None:
    """Return the encoding that the bytes themselves show.

    >>> shown("Grüße".encode("utf-16-be")), shown("Grüße".encode())
    ('utf-16-be', None)
    """
    return _marked(raw) or _wide(raw) or _escaped(raw)


def _marked(raw: bytes) -> str | None:
    """Return the encoding that a byte order mark states."""
    for mark, encoding in _BOMS:
        if raw.startswith(mark) and (not encoding.startswith("utf-32") or len(raw) % 4 == 0):
            return encoding
    return None


def _wide(raw: bytes) -> str | None:
    """Return the UTF-16 or UTF-32 in which the NUL bytes make sense, with the most spaces and vowels."""
    if raw.count(0) <= _WIDE_NULS * len(raw):
        return None
    candidates = []
    for encoding in _WIDE:
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _is_coherent(text):
            candidates.append((sum(map(text.count, " \n.,aeio")), encoding))
    return max(candidates, default=(0, None))[1]


def _is_coherent(text: str) -> bool:
    """Tell whether `text` has no controls and is mostly of a few scripts: of three pages of 256 characters."""
    pages = Counter(ord(character) >> 8 for character in text)
    largest = sum(count for _, count in pages.most_common(3))
    return not IMPLAUSIBLE.search(text) and largest >= _COHERENT * len(text)


def _escaped(raw: bytes) -> str | None:
    """Return the 7-bit encoding whose escape sequences `raw` has."""
    if b"\x1b$" not in raw:
        return None
    for encoding in ("iso2022_jp_2", "iso2022_kr"):
        with suppress(UnicodeDecodeError):
            raw.decode(encoding)
            return encoding
    return None
