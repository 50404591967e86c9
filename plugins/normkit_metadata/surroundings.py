"""What each row looks like and what stands around it, as numbers, for all rows at once."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import repeat
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
_OWN, _PLACE = 13, 9  # columns of a row by itself, and by its place
_NEAR_COLUMNS = np.r_[0 : 3 * _OWN, -_PLACE:0]


class Surroundings(NamedTuple):
    """The rows as a matrix, one line each, and where the most paragraphs stand together."""

    features: Matrix
    body: int
    end: int
    is_prose: Sequence[bool]


def surroundings(rows: Rows, dated: DatedRows) -> Surroundings:
    """Describe each row by itself, by what stands around it and by its place; there must be one."""
    texts, count = rows.texts, len(rows.texts)
    copies = Counter(texts)
    wide = 1 + _WIDE * rows.unspaced
    size = np.minimum(np.fromiter(map(len, texts), float, count) * wide, _LONGEST)
    ends = np.fromiter(map(_ENDS.get, [text[-1] for text in texts], repeat(0)), int, count)
    repeated = np.fromiter(map(copies.__getitem__, texts), int, count)
    own = np.zeros((count, _OWN))
    own[:, 0] = ends == 1
    own[:, 1] = ends == 2  # noqa: PLR2004
    own[:, 2] = ends == 3  # noqa: PLR2004
    own[:, 3] = np.fromiter(map(str.isupper, [text[0] for text in texts]), bool, count)
    own[:, 4] = rows.bulleted
    own[dated.places, 5] = 1
    own[:, 6] = np.log1p(size)
    own[:, 7] = size < _SHORT
    own[:, 8] = prose = (size >= _PROSE) & (ends == 1)
    own[:, 9] = repeated == 2  # noqa: PLR2004 (more often is a label)
    own[:, 10] = repeated > 2  # noqa: PLR2004
    gaps = np.fromiter(map(str.count, texts, repeat(" ")), float, count)
    own[:, 11] = np.log1p(gaps + 1 + rows.unspaced * size / _WORD)
    own[:, 12] = size
    body, end = _body(np.where(prose, size, _OTHER).tolist())
    features = np.concatenate([own, *_windows(own), _places(count, body, end)], axis=1)
    return Surroundings(features, body, end, prose.tolist())


def near_features(around: Surroundings, places: list[int]) -> Matrix:
    """Return of the rows at `places` what they are, what the rows next to them are, and where they stand."""
    return around.features[places][:, _NEAR_COLUMNS]


def _body(gains: Iterable[float]) -> tuple[int, int]:
    """Return the first and the last row of the block with the greatest sum."""
    best, total, start, body = 0.0, 0.0, 0, (0, -1)
    for place, gain in enumerate(gains):
        if total <= 0:
            total, start = 0, place
        total += gain
        if total > best:
            best, body = total, (start, place)
    return body


def _windows(own: Matrix) -> list[Matrix]:
    """Return the means of the rows in windows before and behind each row, beyond the ends zero."""
    count, width = own.shape
    sums = np.zeros((1 + _REACH + count + _REACH, width))
    sums[1 + _REACH : 1 + _REACH + count] = own
    sums = sums.cumsum(axis=0)
    return [
        (sums[_REACH + stop :][:count] - sums[_REACH + first :][:count]) / (stop - first)
        for first, stop in _WINDOWS
    ]


def _places(count: int, body: int, end: int) -> Matrix:
    """Return where each row stands, in the text and around the block of paragraphs."""
    place = np.arange(count)
    gap = place - body
    logs = np.log1p([place, np.maximum(-gap, 0), np.maximum(gap, 0), np.full(count, count)])
    return np.array([*logs, place == 0, place < 3, gap == -1, (gap >= 0) & (place <= end), place > end]).T  # noqa: PLR2004
