"""The lines that hold something, and where the prose stands among them."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from normkit import Line
from normkit_boilerplate.phrases import Phrase, find_phrase, folded_words

_BULLET = re.compile(r"[\s•▪◦‣·*+|]*+(?:[-–—]\s++)?")
_ENDED = re.compile(r"[.!?…。！？؟۔।։:][\"'”’»)\]]*\s*\Z")
_UNSPACED = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]")  # Thai, kana, Han
_PROSE_WORDS = 15
_OTHER = -6  # what a row that is no prose costs a block of prose, in words


@dataclass(frozen=True)
class Row:
    """A line without its indentation and bullet."""

    index: int
    """Among the lines of the document."""
    text: str
    bulleted: bool

    @cached_property
    def words(self) -> int:
        """How many words; scripts that write without spaces count two characters as one."""
        unspaced = 0 if self.text.isascii() else len(_UNSPACED.findall(self.text)) // 2
        return len(self.text.split()) + unspaced

    @cached_property
    def is_prose(self) -> bool:
        """Whether it reads as a paragraph: fifteen words and an end mark."""
        return self.words >= _PROSE_WORDS and self.is_ended

    @cached_property
    def is_ended(self) -> bool:
        """Whether it ends as a sentence does."""
        return _ENDED.search(self.text[-8:]) is not None

    @cached_property
    def phrase(self) -> Phrase | None:
        """The phrase that it is."""
        return find_phrase(self.text)

    @cached_property
    def folded(self) -> str:
        """Its words, so that two copies of a title are equal."""
        return " ".join(folded_words(self.text))


def rows_of(lines: Iterable[Line]) -> list[Row]:
    """Return the lines that are not blank."""
    rows = []
    for index, line in enumerate(lines):
        if not line.is_blank:
            mark = _BULLET.match(line.text)
            begin = mark.end() if mark else 0
            bulleted = begin > 0 and not line.text[:begin].isspace()
            rows.append(Row(index, line.text[begin:].strip(), bulleted))
    return rows


def body_of(rows: Sequence[Row], titles: Collection[int]) -> range:
    """Return the block of rows with the most prose; other rows inside it cost six words each."""
    best, total, start, span = 0, 0, 0, range(0)
    for place, row in enumerate(rows):
        if total <= 0:
            total, start = 0, place
        total += row.words if row.is_prose and place not in titles else _OTHER
        if total > best:
            best, span = total, range(start, place + 1)
    return span
