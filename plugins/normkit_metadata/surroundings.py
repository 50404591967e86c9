"""What each row looks like and what stands around it, as numbers, for all rows at once."""

from collections import Counter
from collections.abc import Sequence
from itertools import repeat
from operator import itemgetter
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from normkit_metadata.dated_rows import DatedRows
from normkit_metadata.rows import Rows

Matrix = NDArray[np.float64]

_LONGEST = 600  # characters of a row that count
_PROSE = 80  # characters of a row that ends as a sentence does, from which on it is a paragraph
_SHORT = 20
_OTHER = -36  # what a row that is no paragraph costs a block of them, in characters
_WORD = 4  # characters of a script without spaces, with their weight, make a word
_WIDE = 1.5  # a character of a script without spaces says as much as so many letters more
_ENDS = dict.fromkeys(".!?…。！？؟۔।\"'”’»)", 1) | {":": 2, "：": 2} | {",": 3, ";": 3, "、": 3}
_WINDOWS = ((-1, 0), (1, 2), (-5, 0), (1, 6), (-15, 0), (1, 16), (1, 31))  # rows before and behind
_REACH = 31
_LENGTHS = np.repeat([stop - first for first, stop in _WINDOWS], 13)
_KINDS_OF_ENDS = np.array([1, 2, 3])
_OWN, _PLACE = 13, 9  # columns of a row by itself, and by its place
_WIDTH = _OWN * (1 + len(_WINDOWS)) + _PLACE
_IS_PROSE, _SIZE = 8, 12  # columns


class Surroundings(NamedTuple):
    """The rows as a matrix, one line each, and where the most paragraphs stand together."""

    features: Matrix
    body: int
    end: int
    is_prose: Sequence[bool]


def surroundings(rows: Rows, dated: DatedRows) -> Surroundings:
    """Describe each row by itself, by what stands around it and by its place; there must be one."""
    count = len(rows.texts)
    features = np.zeros((count, _WIDTH))
    own = features[:, :_OWN]
    _fill_own(own, rows, dated)
    _fill_windows(features[:, _OWN:-_PLACE], own)
    is_prose = own[:, _IS_PROSE] > 0
    body, end = _body(np.where(is_prose, own[:, _SIZE], _OTHER))
    _fill_places(features[:, -_PLACE:], count, body, end)
    return Surroundings(features, body, end, is_prose.tolist())


def near_features(around: Surroundings, places: list[int]) -> Matrix:
    """Return of the rows at `places` what they are, what the rows next to them are, and where they stand."""
    features = around.features[places]
    return np.concatenate([features[:, : 3 * _OWN], features[:, -_PLACE:]], axis=1)


def _fill_own(own: Matrix, rows: Rows, dated: DatedRows) -> None:
    texts, count = rows.texts, len(rows.texts)
    copies = Counter(texts)
    size = np.fromiter(map(len, texts), float, count) * (1 + _WIDE * rows.unspaced)
    np.minimum(size, _LONGEST, out=size)
    ends = np.fromiter(map(_ENDS.get, map(itemgetter(-1), texts), repeat(0)), int, count)
    own[:, :3] = ends[:, None] == _KINDS_OF_ENDS
    own[:, 3] = np.fromiter(map(str.isupper, map(itemgetter(0), texts)), bool, count)
    own[:, 4] = rows.bulleted
    own[dated.places, 5] = 1
    own[:, 6] = np.log1p(size)
    own[:, 7] = size < _SHORT
    own[:, _IS_PROSE] = (size >= _PROSE) & (ends == 1)
    if len(copies) < count:
        repeated = np.fromiter(map(copies.__getitem__, texts), int, count)
        own[:, 9] = repeated == 2  # noqa: PLR2004 (more often is a label)
        own[:, 10] = repeated > 2  # noqa: PLR2004
    gaps = np.fromiter(map(str.count, texts, repeat(" ")), float, count)
    own[:, 11] = np.log1p(gaps + 1 + rows.unspaced * size / _WORD)
    own[:, _SIZE] = size


def _body(gains: NDArray[np.float64]) -> tuple[int, int]:
    """Return the first and the last row of the block with the greatest sum."""
    sums = np.concatenate([[0.0], np.cumsum(gains)])
    least = np.minimum.accumulate(sums)
    stop = int(np.argmax(sums - least))
    start = int(np.flatnonzero(sums[: stop + 1] == least[stop])[-1])
    return start if stop else 0, stop - 1


def _fill_windows(means: Matrix, own: Matrix) -> None:
    """Fill in the means of the rows in windows before and behind each row, beyond the ends zero."""
    count = len(own)
    sums = np.zeros((1 + _REACH + count + _REACH, _OWN))
    own.cumsum(axis=0, out=sums[1 + _REACH : 1 + _REACH + count])
    sums[1 + _REACH + count :] = sums[_REACH + count]
    for number, (first, stop) in enumerate(_WINDOWS):
        part = means[:, number * _OWN : (number + 1) * _OWN]
        np.subtract(sums[_REACH + stop :][:count], sums[_REACH + first :][:count], out=part)
    means /= _LENGTHS


def _fill_places(places: Matrix, count: int, body: int, end: int) -> None:
    """Fill in where each row stands, in the text and around the block of paragraphs."""
    place = np.arange(count)
    gap = place - body
    places[:, 0], places[:, 1], places[:, 2], places[:, 3] = place, -gap, gap, count
    logs = places[:, :4]
    np.log1p(np.maximum(logs, 0, out=logs), out=logs)
    places[0, 4] = 1
    places[:3, 5] = 1
    places[body - 1 : body, 6] = 1
    places[body : end + 1, 7] = 1
    places[end + 1 :, 8] = 1
