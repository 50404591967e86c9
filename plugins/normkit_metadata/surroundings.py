"""What each row looks like and what stands around it, as numbers, for all rows at once."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from normkit_metadata.rows import Rows

Matrix = NDArray[np.float64]

_LONGEST = 600  # characters of a row that count
_PROSE = 80  # characters of a row that ends as a sentence does, from which on it is a paragraph
_SHORT = 20
_OTHER = -36  # what a row that is no paragraph costs a block of them, in characters
_WIDE = 1.5  # a character of a script without spaces says as much as so many letters more
_WORD = 4  # such characters, with their weight, make a word
_DATE_ROW = 150  # characters, up to which a row is searched for dates
_ENDS = dict.fromkeys(".!?…。！？؟۔।\"'”’»)", 1) | {":": 2, "：": 2} | {",": 4, ";": 4, "、": 4}
_CAPITAL, _YEAR, _BULLETED = 8, 16, 32
_BITS = np.array([1, 2, 4, _CAPITAL, _YEAR, _BULLETED])
_WINDOWS = ((-1, 0), (1, 2), (-5, 0), (1, 6), (-15, 0), (1, 16), (1, 31))  # rows before and behind
_REACH = 31
_OWN, _PLACE = 13, 10  # columns of a row by itself, and by its place
_NEAR_COLUMNS = np.r_[0 : 3 * _OWN, -_PLACE:0]


class Surroundings(NamedTuple):
    """The rows as a matrix, one line each, and where the most paragraphs stand together."""

    features: Matrix
    body: int
    end: int
    is_prose: NDArray[np.bool_]
    may_be_dated: Sequence[int]
    """The rows that are short enough and have the digits."""


def surroundings(rows: Rows) -> Surroundings:
    """Describe each row by itself, by what stands around it and by its place; there must be one."""
    texts = rows.texts
    share, count = rows.unspaced, len(texts)
    flags = np.array(list(map(_flags, texts, rows.bulleted)))[:, None] & _BITS > 0
    size = np.minimum(np.fromiter(map(len, texts), float, count) * (1 + _WIDE * share), _LONGEST)
    gaps = np.array([text.count(" ") for text in texts], float)
    prose = (size >= _PROSE) & flags[:, 0]
    copies = Counter(texts)
    repeated = np.fromiter(map(copies.__getitem__, texts), float, count)
    words = gaps + 1 + share * size / _WORD
    own = np.empty((count, _OWN), np.float64)
    own[:, :6] = flags
    own[:, 6:8] = np.log1p(np.stack([size, words], axis=1))
    own[:, 8] = size
    own[:, 9] = size < _SHORT
    own[:, 10] = prose
    own[:, 11] = repeated == 2  # noqa: PLR2004 (more often is a label)
    own[:, 12] = repeated > 2  # noqa: PLR2004
    body, end = _body(np.where(prose, size, _OTHER))
    features = np.concatenate([own, _windows(own), _places(count, body, end)], axis=1)
    return Surroundings(features, body, end, prose, np.flatnonzero(flags[:, 4]).tolist())


def near_features(around: Surroundings, places: list[int]) -> Matrix:
    """Return of the rows at `places` what they are, what the rows next to them are, and where they stand."""
    return around.features[places][:, _NEAR_COLUMNS]


def _flags(text: str, is_bulleted: bool) -> int:  # noqa: FBT001 (mapped)
    """Return what the first and the last character say, and whether a date may stand in the row."""
    flags = _ENDS.get(text[-1], 0)
    if text[0].isupper():
        flags |= _CAPITAL
    if len(text) <= _DATE_ROW and ("20" in text or "19" in text or text.count(".") > 1 or text.count("/") > 1):
        flags |= _YEAR
    return flags | _BULLETED if is_bulleted else flags


def _body(gains: NDArray[np.float64]) -> tuple[int, int]:
    """Return the first and the last row of the block with the greatest sum."""
    total = np.concatenate([[0.0], np.cumsum(gains)])
    lowest = np.minimum.accumulate(total)
    end = int(np.argmax(total - lowest))
    return int(np.argmin(total[: end + 1])), end - 1


def _windows(own: Matrix) -> Matrix:
    """Return the means of the rows in windows before and behind each row, beyond the ends zero."""
    count, width = own.shape
    sums = np.zeros((count + 1 + 2 * _REACH, width))
    np.cumsum(own, axis=0, out=sums[_REACH + 1 : _REACH + 1 + count])
    sums[_REACH + 1 + count :] = sums[_REACH + count]
    means = np.empty((count, len(_WINDOWS) * width))
    for number, (first, stop) in enumerate(_WINDOWS):
        part = means[:, number * width : (number + 1) * width]
        np.subtract(sums[_REACH + stop :][:count], sums[_REACH + first :][:count], out=part)
        part /= stop - first
    return means


def _places(count: int, body: int, end: int) -> Matrix:
    """Return where each row stands, in the text and around the block of paragraphs."""
    place = np.arange(count)
    gap = place - body
    columns = [place, np.maximum(-gap, 0), np.maximum(gap, 0), np.full(count, count), np.full(count, body)]
    near = [place == 0, place < 3, gap == -1, (gap >= 0) & (place <= end), place > end]  # noqa: PLR2004
    return np.stack([*np.log1p(columns), *near], axis=1, dtype=np.float64, casting="unsafe")
