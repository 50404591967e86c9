"""Reading the lines of texts into a table."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from normkit_boilerplate.glyphs import KINDS, Kind, Kinds, codes_of, kinds_of
from normkit_boilerplate.table import Places, Table, joined
from normkit_boilerplate.words import PIECE, read_words

_LINE_FEED = 10


def read_table(text: str) -> Table:
    """Read all lines of a text; one is what stands between line feeds. Of a huge line the beginning counts."""
    if len(text) <= PIECE:
        return read_tables([text])
    tables, numbers = [], [0]
    for piece in _pieces(text):
        tables.append(_read_piece("\n".join(line[:PIECE] for line in piece)))
        numbers.append(numbers[-1] + len(piece))
    number = np.concatenate([table.number + before for table, before in zip(tables, numbers, strict=False)])
    return replace(joined(tables), bounds=np.array([0, len(number)]), number=number)


def read_tables(texts: Sequence[str]) -> Table:
    """Read all lines of some texts."""
    together = "\n".join(texts)
    if len(together) > PIECE:
        return joined([*map(read_table, texts)])
    table = _read_piece(together)
    lines = [text.count("\n") + 1 for text in texts]
    first = np.cumsum([0, *lines])
    bounds = np.searchsorted(table.number, first)
    return replace(table, bounds=bounds, number=table.number - np.repeat(first[:-1], np.diff(bounds)))


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
    inked = np.flatnonzero(kind != Kind.SPACE)
    behind = np.append(0, np.searchsorted(inked, ends))
    sizes = np.diff(behind)
    number = np.flatnonzero(sizes)
    place = np.full(len(ends), len(number), np.int32)  # of what is blank: behind the last
    place[number] = np.arange(len(number))
    of_char = np.repeat(place, np.diff(np.append(-1, ends)))[: len(codes)]
    start, word = read_words(codes, kind)
    return Table(
        np.array([0, len(number)]),
        number,
        _count_glyphs(kind, of_char, sizes[number]),
        kind[inked[behind[number]]],
        kind[inked[behind[number + 1] - 1]],
        of_char[start].astype(np.int64),
        word,
        kind[start],
    )


def _count_glyphs(kind: Kinds, line: NDArray[np.int32], inked: Places) -> Places:
    """Count the characters of each kind in each line; `inked` are those of all kinds but spaces.

    Most are spaces, which nobody asks for, and lower case, which is what is left.
    """
    others = np.flatnonzero(kind > Kind.LOWER)
    width = len(inked) + 1
    places = kind[others] * np.int64(width) + line[others]
    glyphs = np.bincount(places, minlength=len(KINDS) * width).reshape(-1, width)[:, :-1]
    glyphs[Kind.LOWER] = inked - glyphs.sum(axis=0)
    return glyphs
