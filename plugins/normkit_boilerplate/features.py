"""What each line looks like by itself, as numbers from 0 to about 1."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from normkit_boilerplate.glyphs import KINDS, Kind, among
from normkit_boilerplate.lexicon import GROUPS
from normkit_boilerplate.phrases import phrases
from normkit_boilerplate.repetitions import repetitions
from normkit_boilerplate.table import CLOSERS, ENDS, PARAGRAPH_WORDS, Places, Table

Matrix = NDArray[np.float32]
"""Shape: (lines, features)."""

_PRIME = np.uint64(0x9E3779B97F4A7C15)  # so that lines of two documents are never alike
_PLACES = 16  # for the groups, and for no group at 0
_LETTERS = [Kind.LOWER, Kind.UPPER, Kind.CASELESS, Kind.UNSPACED]
_SHARES = [
    kind for kind in KINDS if kind not in (Kind.SPACE, Kind.LOWER, Kind.MARK, Kind.ELLIPSIS, Kind.RIGHTS)
]
_PRESENT = [Kind.RIGHTS, Kind.ADDRESS, Kind.SEPARATOR, Kind.MONEY, Kind.ELLIPSIS, Kind.QUOTE, Kind.SLASH]
_FIRST = np.column_stack(
    [among([kind]) for kind in (Kind.LOWER, Kind.UPPER, Kind.DIGIT, Kind.SEPARATOR, Kind.DASH, Kind.QUOTE)]
)
_LAST = np.column_stack([among(kinds) for kinds in (ENDS, CLOSERS, [Kind.COLON], [Kind.DIGIT], _LETTERS)])


def line_features(table: Table, found: Places) -> list[Matrix]:
    """Describe the characters and words of each line, the phrase that was `found`, and how often it recurs."""
    return [_shapes(table), _groups(table), _phrase_rows()[found], _recurrence(table)]


def _shapes(table: Table) -> Matrix:
    glyphs = table.glyphs
    inked = np.maximum(glyphs[Kind.LOWER :].sum(axis=0), 1)
    letters = np.maximum(glyphs[_LETTERS].sum(axis=0), 1)
    counts = np.maximum(table.counts, 1)
    columns = [
        np.log1p(table.words) / 5,
        np.log1p(inked) / 7,
        letters / counts / 10,
        table.words >= PARAGRAPH_WORDS,
        np.minimum(glyphs[[Kind.END, Kind.COMMA]].T / 4, 1),
        np.bincount(table.line, table.initial == Kind.UPPER, len(table)) / counts,
        np.bincount(table.line, table.initial == Kind.DIGIT, len(table)) / counts,
        glyphs[Kind.UPPER] / letters,
        _LAST[table.last],
        _FIRST[table.first],
        np.sqrt(glyphs[_SHARES] / inked).T,
        glyphs[_PRESENT].T > 0,
    ]
    return np.column_stack(columns).astype(np.float32)


def _groups(table: Table) -> Matrix:
    """Say which share of the words of a line is of each group, and which groups it has."""
    places = table.line * _PLACES + table.groups
    counts = np.bincount(places, minlength=len(table) * _PLACES).reshape(-1, _PLACES)[:, 1 : len(GROUPS) + 1]
    shares = counts / np.maximum(table.counts, 1)[:, None]
    return np.concatenate([shares, counts[:, 1:] > 0], axis=1).astype(np.float32)


def _recurrence(table: Table) -> Matrix:
    """Say how many other lines are alike, how many of them stand before, and how many begin or end alike."""
    hashes = np.stack([table.hashes, table.first_words, table.last_words])
    others, before = repetitions(hashes + table.document.astype(np.uint64) * _PRIME)
    alike, begin_alike, end_alike = np.log1p(others)
    again = before[0] > 0
    columns = [alike / 3, again, again & (table.words >= PARAGRAPH_WORDS / 2), begin_alike / 4, end_alike / 4]
    return np.column_stack(columns).astype(np.float32)


@cache
def _phrase_rows() -> Matrix:
    """Return a row for each phrase, with marks for its rule and where it holds; the last is for none."""
    marks = sorted({mark for phrase in phrases() for mark in phrase})
    rows = [[mark in phrase for mark in marks] for phrase in phrases()]
    return np.array([*rows, [False] * len(marks)], np.float32)
