"""The lines that hold something, and where the prose stands among them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from normkit import Line, Span

_BULLET = re.compile(r"[\s•▪◦‣·*+|]*+(?:[-–—]\s++)?")
_ENDED = re.compile(r"[.!?…。！？؟۔।։:][\"'”’»)\]]*\s*\Z")
_UNSPACED = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]")  # Thai, kana, Han
_PROSE_WORDS = 15
_OTHER = -6  # what a row that is no prose costs a block of prose, in words


@dataclass(frozen=True)
class Row:
    """A line without its indentation and bullet."""

    line: int
    """Its index among the lines of the document."""
    start: int
    """Where `text` begins in the document, in code points."""
    text: str
    bulleted: bool
    words: int

    @cached_property
    def is_prose(self) -> bool:
        """Whether it reads as a paragraph: fifteen words and an end mark."""
        return self.words >= _PROSE_WORDS and _ENDED.search(self.text[-8:]) is not None

    def span(self, start: int, end: int) -> Span:
        """Turn a range of `text` into one of the document."""
        return self.start + start, self.start + end


def rows_of(lines: Iterable[Line]) -> list[Row]:
    """Return the lines that hold more than a bullet."""
    rows = []
    for index, line in enumerate(lines):
        mark = _BULLET.match(line.text)
        begin = mark.end() if mark else 0
        if text := line.text[begin:].rstrip():
            bulleted = not line.text[:begin].isspace() and begin > 0
            rows.append(Row(index, line.start + begin, text, bulleted, count_words(text)))
    return rows


def count_words(text: str) -> int:
    """Count words; scripts that write without spaces count two characters as one.

    >>> count_words("three short words"), count_words("今天的天气很好")
    (3, 4)
    """
    return len(text.split()) + (0 if text.isascii() else len(_UNSPACED.findall(text)) // 2)


def body_of(rows: Sequence[Row]) -> range:
    """Return the block of rows with the most prose; other rows inside it cost six words each."""
    best, total, start, span = 0, 0, 0, range(0)
    for place, row in enumerate(rows):
        if total <= 0:
            total, start = 0, place
        total += row.words if row.is_prose else _OTHER
        if total > best:
            best, span = total, range(start, place + 1)
    return span
