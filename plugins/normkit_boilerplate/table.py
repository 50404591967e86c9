"""The lines of a text with their words, as arrays."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from normkit_boilerplate.glyphs import KINDS, Kind, Kinds, among, codes_of, kinds_of
from normkit_boilerplate.lexicon import groups_of
from normkit_boilerplate.words import PIECE, read_words

_PRIME = np.uint64(0x9E3779B97F4A7C15)
_LINE_FEED = 10
PARAGRAPH_WORDS = 15
ENDS = (Kind.END, Kind.ELLIPSIS)
CLOSERS = (Kind.QUOTE, Kind.BRACKET, Kind.APOSTROPHE)
"""What may stand behind an end mark."""
_MAY_END = among([*ENDS, *CLOSERS, Kind.COLON])

Places: TypeAlias = NDArray[np.int64]
Hashes: TypeAlias = NDArray[np.uint64]
Hashes32: TypeAlias = NDArray[np.uint32]


@dataclass(frozen=True)
class Table:
    """The lines that are not blank, and their words. Positions are code points of the text."""

    number: NDArray[np.int64]
    """Of each line in the text, from 0; shape (lines,)."""
    glyphs: NDArray[np.int64]
    """How many characters of each kind a line has; shape (lines, kinds)."""
    first: Kinds
    """Kind of the first character that is no space; shape (lines,)."""
    last: Kinds
    line: NDArray[np.int64]
    """Of each word; shape (words,)."""
    word: Hashes32
    """Hash of each word; shape (words,)."""
    initial: Kinds
    """Kind of the first character of each word; shape (words,)."""

    def __len__(self) -> int:
        """Count the lines."""
        return len(self.number)

    @cached_property
    def counts(self) -> Places:
        """How many words each line has; in scripts without spaces every letter is one."""
        return np.bincount(self.line, minlength=len(self))

    @cached_property
    def words(self) -> Places:
        """How many words each line has; in scripts without spaces two letters are one."""
        return self.counts - self.glyphs[:, Kind.UNSPACED] // 2

    @cached_property
    def are_paragraphs(self) -> NDArray[np.bool_]:
        """Which lines read as a paragraph: fifteen words and an end mark, or what may stand behind one."""
        return (self.words >= PARAGRAPH_WORDS) & _MAY_END[self.last]

    @cached_property
    def groups(self) -> NDArray[np.uint8]:
        """The group of each word in the lexicon, counted from 1; 0: none. Shape: (words,)."""
        return groups_of(self.word)

    @cached_property
    def starts(self) -> Places:
        """The first word of each line, and the end of all; shape (lines + 1,)."""
        return np.concatenate([[0], np.cumsum(self.counts)])

    @cached_property
    def places(self) -> Places:
        """The place of each word in its line."""
        return np.arange(len(self.word)) - self.starts[self.line]

    @cached_property
    def hashes(self) -> Hashes:
        """A hash of the words of each line, in their order."""
        values = (self.word + np.uint64(1)) * (2 * self.places.astype(np.uint64) + _PRIME)
        sums = np.concatenate([np.zeros(1, np.uint64), np.cumsum(values, dtype=np.uint64)])
        hashes: Hashes = sums[self.starts[1:]] - sums[self.starts[:-1]]
        return hashes

    @cached_property
    def first_words(self) -> Hashes:
        """The hash of the first word of each line, 0 without one."""
        return self._words_at(self.starts[:-1])

    @cached_property
    def last_words(self) -> Hashes:
        """The hash of the last word of each line, 0 without one."""
        return self._words_at(self.starts[1:] - 1)

    def _words_at(self, places: Places) -> Hashes:
        hashes = np.zeros(len(self), np.uint64)
        filled = self.counts > 0
        hashes[filled] = self.word[places[filled]]
        return hashes


def read_table(text: str) -> Table:
    """Read all lines of a text; one is what stands between line feeds. Of a huge line the beginning counts."""
    if len(text) <= PIECE:
        return _read_piece(text)
    tables, numbers, lines = [], [0], [0]
    for piece in _pieces(text):
        table = _read_piece("\n".join(line[:PIECE] for line in piece))
        tables.append(table)
        numbers.append(numbers[-1] + len(piece))
        lines.append(lines[-1] + len(table))
    return Table(
        np.concatenate([table.number + before for table, before in zip(tables, numbers, strict=False)]),
        np.concatenate([table.glyphs for table in tables]),
        np.concatenate([table.first for table in tables]),
        np.concatenate([table.last for table in tables]),
        np.concatenate([table.line + before for table, before in zip(tables, lines, strict=False)]),
        np.concatenate([table.word for table in tables]),
        np.concatenate([table.initial for table in tables]),
    )


def _pieces(text: str) -> Iterator[list[str]]:
    """Yield neighbouring lines that are not much longer together than a piece."""
    piece: list[str] = []
    size = 0
    for line in text.split("\n"):
        piece.append(line)
        size += len(line) + 1
        if size > PIECE:
            yield piece
            piece, size = [], 0
    yield piece


def _read_piece(text: str) -> Table:
    codes = codes_of(text)
    kind = kinds_of(codes)
    ends = np.append(np.flatnonzero(codes == _LINE_FEED), len(codes))
    lines = len(ends)
    of_char = np.repeat(np.arange(lines), np.diff(np.append(-1, ends)))[: len(codes)]
    glyphs = np.bincount(of_char * len(KINDS) + kind, minlength=lines * len(KINDS)).reshape(lines, len(KINDS))
    inked = np.flatnonzero(kind != Kind.SPACE)
    behind = np.append(0, np.searchsorted(inked, ends))
    number = np.flatnonzero(behind[1:] > behind[:-1])
    start, word = read_words(codes, kind)
    place = np.zeros(lines, np.int64)
    place[number] = np.arange(len(number))
    return Table(
        number,
        glyphs[number],
        kind[inked[behind[number]]],
        kind[inked[behind[number + 1] - 1]],
        place[of_char[start]],
        word,
        kind[start],
    )
