"""Where each line stands in its page and what it shares with the rest, as numbers from 0 to about 1."""

import numpy as np
from numpy.typing import NDArray

from normkit_boilerplate.features import Matrix
from normkit_boilerplate.phrases import are_closing
from normkit_boilerplate.repetitions import are_new
from normkit_boilerplate.table import PARAGRAPH_WORDS, Places, Table

_OTHER = -6  # what a line that is no paragraph costs a block of prose, in words
_BITS = 16  # of the hash of a word
_LINE_BITS = 40
_SCALE = 6.0  # of the logarithm of a number of lines
_OFTEN = 8
_ENOUGH_READ = np.array([0.35, 0.7, 0.95])  # shares of the words of the best block


def context_features(table: Table, found: Places, title: int | None) -> list[Matrix]:
    """Describe each line as seen from the prose, from the phrases `found` and from the `title`, a place."""
    paragraphs = table.are_paragraphs
    start, stop = best_block(np.where(paragraphs, table.words, _OTHER))
    core = np.zeros(len(table))
    core[start:stop] = paragraphs[start:stop]
    return [
        _places(table, paragraphs, start, stop),
        _closed(table, found, core, start),
        _overlaps(table, core),
        _title(table, title),
    ]


def best_block(gains: NDArray[np.generic]) -> tuple[int, int]:
    """Return the range of places whose gains have the greatest sum; empty where no gain is positive.

    >>> best_block(np.array([-1, 3, -1, 2, -5]))
    (1, 4)
    """
    sums = np.concatenate([[0.0], np.cumsum(gains)])
    stop = int(np.argmax(sums - np.minimum.accumulate(sums)))
    return int(np.argmin(sums[: stop + 1])), stop


def _places(table: Table, paragraphs: NDArray[np.bool_], start: int, stop: int) -> Matrix:
    """Say how far down the page a line stands, how far from paragraphs, and where by the best block of them."""
    n, place = len(table), np.arange(len(table))
    words = table.words.astype(np.float64)
    prose = np.where(paragraphs, words, 0)
    total, total_prose = max(words.sum(), 1), max(prose.sum(), 1)
    before = np.cumsum(prose) - prose
    latest = np.maximum.accumulate(np.where(paragraphs, place, -1))
    coming = np.minimum.accumulate(np.where(paragraphs, place, n)[::-1])[::-1]
    since = np.where(latest >= 0, place - latest, n)
    until = np.where(coming < n, coming - place, n)
    columns = [
        (place + 0.5) / n,
        (np.cumsum(words) - words / 2) / total,
        before / total_prose,
        (total_prose - before - prose) / total_prose,
        1 / (1 + since),
        1 / (1 + until),
        (place >= start) & (place < stop),
    ]
    distances = [since, until, start - place, place - stop + 1, place, n - 1 - place, np.full(n, n)]
    columns += [*(np.log1p(np.maximum(np.stack(distances), 0)) / _SCALE)]
    whole = np.log1p(total) / 8, total_prose / total, prose[start:stop].sum() / total
    return np.column_stack([*columns, *(np.full(n, value) for value in whole)]).astype(np.float32)


def _closed(table: Table, found: Places, core: NDArray[np.float64], start: int) -> Matrix:
    """Say how many phrases that close articles stand above a line, and whether one does behind enough prose."""
    closes = are_closing(found) & (table.words < PARAGRAPH_WORDS) & (np.arange(len(table)) >= start)
    prose = core * table.words
    read = np.cumsum(prose) / max(prose.sum(), 1)
    has_closed = np.logical_or.accumulate(closes & (read >= _ENOUGH_READ[:, None]), axis=1)
    return np.column_stack([np.log1p(np.cumsum(closes)) / 3, *has_closed]).astype(np.float32)


def _overlaps(table: Table, core: NDArray[np.float64]) -> Matrix:
    """Say which share of a line's own words also stands in other lines: of the core, and of the rest.

    `core` says how much each line belongs to it, from 0 to 1. Words of no group count, each once a line.
    """
    own = table.groups == 0
    pair = np.sort((table.word[own].astype(np.int64) & (2**_BITS - 1)) << _LINE_BITS | table.line[own])
    pair = pair[are_new(pair)]
    word, line = pair >> _LINE_BITS, pair & (2**_LINE_BITS - 1)
    first = np.flatnonzero(are_new(word))
    lines = np.diff(np.append(first, len(word)))
    weight = core[line]
    sums = np.add.reduceat(weight, first)
    inside = np.repeat(sums, lines) - weight
    outside = np.repeat(lines - sums, lines) - (1 - weight)
    distinct = np.maximum(np.bincount(line, minlength=len(table)), 1)
    shares = [inside >= 0.5, outside >= 0.5, np.minimum(inside, _OFTEN) / _OFTEN]  # noqa: PLR2004 (half a line)
    columns = [np.bincount(line, share, len(table)) / distinct for share in shares]
    return np.column_stack(columns).astype(np.float32)


def _title(table: Table, title: int | None) -> Matrix:
    """Say where the title is, and which share of a line's words are also its words; zeros without one."""
    result = np.zeros((len(table), 5), np.float32)
    if title is not None:
        place = np.arange(len(table))
        words = table.word[table.starts[title] : table.starts[title + 1]]
        own = table.groups == 0
        shared = np.bincount(table.line, own & np.isin(table.word, words), len(table))
        result[:, 0] = table.hashes == table.hashes[title]
        result[:, 1] = 1
        result[:, 2] = place > title
        result[:, 3] = np.log1p(np.abs(place - title)) / _SCALE
        result[:, 4] = shared / np.maximum(table.counts, 1)
    return result
