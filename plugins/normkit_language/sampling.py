"""Which part of a text is looked at: pieces of its paragraphs, all of one length, evenly spread."""

import re
from collections.abc import Sequence
from unicodedata import normalize

from normkit import Span

_PIECES = 8
_LEAST = 80  # code points of a line that is no heading, menu item or byline
_LONG_LINE = re.compile(rf"^.{{{_LEAST},}}+", re.MULTILINE)
_PARAGRAPH = 1_000  # code points; a longer line counts as several
_LETTER = re.compile(r"[^\W\d_]")
_CHUNK = re.compile(r"[!-~]++")
_LONG_CHUNK = 64  # code points; of more before its first letter, a chunk is digits, and no address
_NO_LANGUAGE = re.compile(r"://|(?<![!-~])(?i:www)\.|[@#_={}<>|\\]")


def paragraphs(text: str) -> list[Span]:
    r"""Return the spans of running text: long lines, or parts of very long ones.

    >>> paragraphs("Home\n" + 12 * "so it went " + "\n" + 950 * "and ")
    [(5, 137), (138, 1138), (1138, 2138), (2138, 3138), (3138, 3938)]
    """
    lines = [line.span() for line in _LONG_LINE.finditer(text)]
    return [
        (at, min(end, at + _PARAGRAPH))
        for start, end in lines
        for at in range(start, end - _LEAST + 1, _PARAGRAPH)
    ]


def sample(text: str, spans: Sequence[Span], size: int) -> list[str]:
    """Return the paragraphs from their first letters on, together `size` code points at most."""
    places = _places(text, spans, size)
    return [speech(text[start:end], size // len(places)) for start, end in places]


def words(text: str, spans: Sequence[Span], size: int) -> list[str]:
    r"""Return what stands between white space at the beginning of the same paragraphs, as it is.

    >>> words("Home\n\nWhat was before, is no more.", [(6, 33)], 16)
    ['What', 'was', 'before,']
    """
    places = _places(text, spans, size)
    length = size // len(places)
    return " ".join([text[start : min(end, start + length)] for start, end in places]).split()


def _places(text: str, spans: Sequence[Span], size: int) -> Sequence[Span]:
    """Return at most eight of the paragraphs, evenly spread; the whole text if it is short, or has none."""
    if len(text) <= size or not spans:
        return [(0, len(text))]
    count = min(_PIECES, len(spans))
    return [spans[number * len(spans) // count] for number in range(count)]


def speech(text: str, length: int) -> str:
    """Return `length` code points from the first word on, without addresses, handles, tags and code.

    Capitals alone are lowered, since profiles take words in capitals for initials.

    >>> speech("1. SEE WWW.EXAMPLE.ORG OR @EXAMPLE FOR MORE", 100)
    'see   or   for more'
    """
    first = _LETTER.search(text)
    start = _chunk_start(text, first.start()) if first else len(text)
    piece = normalize("NFC", text[start : start + length])
    if piece.isupper():
        piece = piece.lower()
    if _NO_LANGUAGE.search(piece):
        piece = _CHUNK.sub(lambda chunk: " " if _NO_LANGUAGE.search(chunk[0]) else chunk[0], piece)
    return piece


def _chunk_start(text: str, position: int) -> int:
    """Return where what stands between white space begins around a position."""
    before = text[max(0, position - _LONG_CHUNK) : position]
    return position if before[-1:].isspace() or not before else position - len(before.split()[-1])
