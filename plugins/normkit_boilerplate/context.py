"""Where each line stands in its page and what it shares with the rest, as numbers from 0 to about 1."""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from normkit_boilerplate.features import Matrix
from normkit_boilerplate.phrases import are_closing
from normkit_boilerplate.repetitions import are_new
from normkit_boilerplate.table import PARAGRAPH_WORDS, Places, Table

_OTHER = -6  # what a line that is no paragraph costs a block of prose, in words
_WORD_BITS, _LINE_BITS = 16, 32  # of the hash of a word, and of the number of a line
_SCALE = 6.0  # of the logarithm of a number of lines
_OFTEN = 8
_ENOUGH_READ = np.array([0.35, 0.7, 0.95])  # shares of the words of the best block


def context_features(table: Table, found: Places, titles: Places) -> list[Matrix]:
    """Describe each line as seen from the prose, from the phrases `found` and from the title of its document.

    `titles` are places, or -1; shape (documents,).
    """
    starts, stops = _best_blocks(table)
    place = np.arange(len(table))
    is_within = (place >= starts) & (place < stops)
    core = table.are_paragraphs & is_within
    return [
        _places(table, starts, stops, is_within),
        _closed(table, found, core, starts),
        _overlaps(table, core),
        _title(table, titles),
    ]


def best_block(gains: NDArray[np.generic]) -> tuple[int, int]:
    """Return the range of places whose gains have the greatest sum; empty where no gain is positive.

    >>> best_block(np.array([-1, 3, -1, 2, -5]))
    (1, 4)
    """
    sums = np.concatenate([[0.0], np.cumsum(gains)])
    stop = int(np.argmax(sums - np.minimum.accumulate(sums)))
    return int(np.argmin(sums[: stop + 1])), stop


def _best_blocks(table: Table) -> tuple[Places, Places]:
    """Return for each line where the block of prose of its document starts, and where it stops."""
    gains = np.where(table.are_paragraphs, table.words, _OTHER)
    bounds = pairwise(table.bounds.tolist())
    blocks = [np.add(best_block(gains[first:behind]), first) for first, behind in bounds]
    starts, stops = np.array(blocks).T
    return starts[table.document], stops[table.document]


def _places(table: Table, starts: Places, stops: Places, is_within: NDArray[np.bool_]) -> Matrix:
    """Say how far down the page a line stands, how far from paragraphs, and where by the best block of them."""
    place, first, behind = np.arange(len(table)), table.starts_of_document, table.stops_of_document
    words = table.words.astype(np.float64)
    prose = np.where(table.are_paragraphs, words, 0)
    total, total_prose = (np.maximum(table.totals(some), 1) for some in (words, prose))
    before = table.running(prose) - prose
    lines = behind - first
    latest = np.maximum.accumulate(np.where(table.are_paragraphs, place, -1))
    coming = np.minimum.accumulate(np.where(table.are_paragraphs, place, len(table))[::-1])[::-1]
    since = np.where(latest >= first, place - latest, lines)
    until = np.where(coming < behind, coming - place, lines)
    columns = [
        (place - first + 0.5) / lines,
        (table.running(words) - words / 2) / total,
        before / total_prose,
        (total_prose - before - prose) / total_prose,
        1 / (1 + since),
        1 / (1 + until),
        is_within,
    ]
    distances = [since, until, starts - place, place - stops + 1, place - first, behind - 1 - place, lines]
    columns += [*(np.log1p(np.maximum(np.stack(distances), 0)) / _SCALE)]
    columns += [np.log1p(total) / 8, total_prose / total, table.totals(prose * is_within) / total]
    return np.column_stack(columns).astype(np.float32)


def _closed(table: Table, found: Places, core: NDArray[np.bool_], starts: Places) -> Matrix:
    """Say how many phrases that close articles stand above a line, and whether one does behind enough prose."""
    closes = are_closing(found) & (table.words < PARAGRAPH_WORDS) & (np.arange(len(table)) >= starts)
    prose = core * table.words
    read = table.running(prose) / np.maximum(table.totals(prose), 1)
    has_closed = table.running(closes & (read >= _ENOUGH_READ[:, None])) > 0
    return np.column_stack([np.log1p(table.running(closes)) / 3, *has_closed]).astype(np.float32)


def _overlaps(table: Table, core: NDArray[np.bool_]) -> Matrix:
    """Say which share of a line's own words also stands in other lines: of the core, and of the rest.

    Words of no group count, each once a line.
    """
    own = np.flatnonzero(table.groups == 0)
    line = table.line[own]
    word = table.word[own].astype(np.int64) & (2**_WORD_BITS - 1) | table.document[line] << _WORD_BITS
    pair = np.sort(word << _LINE_BITS | line)
    pair = pair[are_new(pair)]
    word, line = pair >> _LINE_BITS, pair & (2**_LINE_BITS - 1)
    first = np.flatnonzero(are_new(word))
    lines = np.diff(np.append(first, len(word)))
    weight = core[line].astype(np.int64)
    sums = np.add.reduceat(weight, first)
    inside = np.repeat(sums, lines) - weight
    outside = np.repeat(lines - sums, lines) - (1 - weight)
    distinct = np.maximum(np.bincount(line, minlength=len(table)), 1)
    shares = [inside > 0, outside > 0, np.minimum(inside, _OFTEN) / _OFTEN]
    columns = [np.bincount(line, share, len(table)) / distinct for share in shares]
    return np.column_stack(columns).astype(np.float32)


def _title(table: Table, titles: Places) -> Matrix:
    """Say where the title is, and which share of a line's words are also its words; zeros without one."""
    result = np.zeros((len(table), 5), np.float32)
    title = titles[table.document]
    has = title >= 0
    if has.any():
        distance = np.arange(len(table)) - title
        words = _where_title_words_may_be(table, titles)
        line = table.line[words]
        of_word = table.document[line] << 32 | table.word[words]
        known = np.sort(of_word[line == title[line]])
        place = np.searchsorted(known, of_word)
        is_known = (known.take(place, mode="clip") == of_word) & (table.groups[words] == 0)
        result[:, 0] = table.hashes == table.hashes[title]
        result[:, 1] = 1
        result[:, 2] = distance > 0
        result[:, 3] = np.log1p(np.abs(distance)) / _SCALE
        result[:, 4] = np.bincount(line, is_known, len(table)) / np.maximum(table.counts, 1)
        result[~has] = 0
    return result


def _where_title_words_may_be(table: Table, titles: Places) -> Places:
    """Return the places of the words that have the low bits of a word of some title."""
    low = table.word.astype(np.uint16)
    is_of_title = np.zeros(len(table), bool)
    is_of_title[titles[titles >= 0]] = True
    may_be = np.zeros(2**16, bool)
    may_be[low[is_of_title[table.line]]] = True
    return np.flatnonzero(may_be.take(low))
