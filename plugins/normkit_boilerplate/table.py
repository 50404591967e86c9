"""The lines of texts with their words, as arrays."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from normkit_boilerplate.glyphs import Kind, Kinds, among
from normkit_boilerplate.lexicon import GROUPS, groups_of

_PRIME = np.uint64(0x9E3779B97F4A7C15)
PARAGRAPH_WORDS = 15
ENDS = (Kind.END, Kind.ELLIPSIS)
CLOSERS = (Kind.QUOTE, Kind.BRACKET, Kind.APOSTROPHE)
"""What may stand behind an end mark."""
_MAY_END = among([*ENDS, *CLOSERS, Kind.COLON])
_PICTURE = GROUPS.index("picture") + 1
_CAPTION_MARKS = [Kind.BRACKET, Kind.SLASH, Kind.RIGHTS, Kind.ELLIPSIS]
_LEAK_MARKS = [Kind.ADDRESS, Kind.SEPARATOR]

Places: TypeAlias = NDArray[np.int64]
Hashes: TypeAlias = NDArray[np.uint64]
Hashes32: TypeAlias = NDArray[np.uint32]


@dataclass(frozen=True)
class Table:
    """The lines of some documents that are not blank, and their words."""

    bounds: Places
    """The first line of each document, and the end of all; shape (documents + 1,)."""
    number: Places
    """Of each line in its text, from 0; shape (lines,)."""
    glyphs: NDArray[np.int64]
    """How many characters of each kind but spaces a line has; shape (kinds, lines)."""
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

    def of(self, document: int) -> "Table":
        """Return the lines of one document."""
        lines = slice(*self.bounds[document : document + 2].tolist())
        words = slice(*self.starts[[lines.start, lines.stop]].tolist())
        part = Table(
            self.bounds[document : document + 2] - lines.start,
            self.number[lines],
            self.glyphs[:, lines],
            self.first[lines],
            self.last[lines],
            self.line[words] - lines.start,
            self.word[words],
            self.initial[words],
        )
        vars(part).update({name: getattr(self, name)[lines] for name in _KEPT})
        return part

    @cached_property
    def document(self) -> Places:
        """The document of each line; shape (lines,)."""
        return np.repeat(np.arange(len(self.bounds) - 1), np.diff(self.bounds))

    @cached_property
    def starts_of_document(self) -> Places:
        """The first line of the document of each line."""
        return self.bounds[self.document]

    @cached_property
    def stops_of_document(self) -> Places:
        """The line behind the document of each line."""
        return self.bounds[self.document + 1]

    def running(self, values: NDArray[Any]) -> NDArray[Any]:
        """Add up whole numbers from the first line of a document to each; lines are the last axis."""
        sums = np.cumsum(values, axis=-1)
        before = np.concatenate([np.zeros_like(sums[..., :1]), sums], axis=-1)
        running: NDArray[Any] = sums - before[..., self.starts_of_document]
        return running

    def totals(self, values: NDArray[Any]) -> NDArray[Any]:
        """Add up whole numbers over the document of each line."""
        sums = np.concatenate([[0], np.cumsum(values)])
        totals: NDArray[Any] = sums[self.stops_of_document] - sums[self.starts_of_document]
        return totals

    @cached_property
    def counts(self) -> Places:
        """How many words each line has; in scripts without spaces every letter is one."""
        return np.bincount(self.line, minlength=len(self))

    @cached_property
    def words(self) -> Places:
        """How many words each line has; in scripts without spaces two letters are one."""
        words: Places = self.counts - self.glyphs[Kind.UNSPACED] // 2
        return words

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

    @cached_property
    def may_caption(self) -> NDArray[np.bool_]:
        """Which lines have a mark or word that credits have, or captions that have no credit beside them."""
        has_word = np.bincount(self.line, self.groups == _PICTURE, len(self)) > 0
        may: NDArray[np.bool_] = self.glyphs[_CAPTION_MARKS].any(axis=0) | has_word
        return may

    @cached_property
    def may_leak(self) -> NDArray[np.bool_]:
        """Which lines have a mark of those that all markup has."""
        may: NDArray[np.bool_] = self.glyphs[_LEAK_MARKS].sum(axis=0) > 0
        return may

    def _words_at(self, places: Places) -> Hashes:
        hashes = np.zeros(len(self), np.uint64)
        filled = self.counts > 0
        hashes[filled] = self.word[places[filled]]
        return hashes


_KEPT = ("counts", "words", "are_paragraphs", "hashes", "may_caption", "may_leak")
"""What a table knows of its lines that is not found again for each document."""


def joined(tables: Sequence[Table]) -> Table:
    """Return the documents of all tables as one."""
    ends = np.cumsum([0, *map(len, tables)])[:-1].tolist()
    return Table(
        np.concatenate([[0], *(table.bounds[1:] + end for table, end in zip(tables, ends, strict=True))]),
        np.concatenate([table.number for table in tables]),
        np.concatenate([table.glyphs for table in tables], axis=1),
        np.concatenate([table.first for table in tables]),
        np.concatenate([table.last for table in tables]),
        np.concatenate([table.line + end for table, end in zip(tables, ends, strict=True)]),
        np.concatenate([table.word for table in tables]),
        np.concatenate([table.initial for table in tables]),
    )
