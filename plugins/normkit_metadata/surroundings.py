"""What each row looks like and what stands around it, as numbers, for all rows of some texts at once."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise, repeat
from operator import itemgetter
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from normkit_metadata.dated_rows import DatedRows
from normkit_metadata.rows import MOST, Rows

Matrix = NDArray[np.float64]
Places = NDArray[np.intp]

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
_LOGS = np.log1p(np.arange(MOST + 1))


class Surroundings(NamedTuple):
    """The rows as a matrix, one line each, and where the most paragraphs stand together."""

    features: Matrix
    body: int
    end: int
    is_prose: Sequence[bool]


def surroundings(texts: Sequence[Rows], dated: Sequence[DatedRows]) -> list[Surroundings]:
    """Describe each row of some texts by itself, by what stands around it and by its place in its text."""
    counts = np.array([len(rows) for rows in texts])
    bounds = [0, *np.cumsum(counts).tolist()]
    parts = [slice(start, stop) for start, stop in pairwise(bounds)]
    features = np.zeros((bounds[-1], _WIDTH))
    own, means, places = np.split(features, [_OWN, -_PLACE], axis=1)
    _fill_own(own, texts, counts)
    own[[start + place for start, each in zip(bounds[:-1], dated, strict=True) for place in each.places], 5] = 1
    for part in parts:
        _fill_sums(means[part], own[part])
    means /= _LENGTHS
    is_prose = own[:, _IS_PROSE] > 0
    gains = np.where(is_prose, own[:, _SIZE], _OTHER)
    bodies = [_body(gains[part]) for part in parts]
    _fill_places(places, counts, *np.array(bodies).T)
    return [
        Surroundings(features[part], *body, is_prose[part].tolist())
        for part, body in zip(parts, bodies, strict=True)
    ]


def near_features(around: Surroundings, places: list[int]) -> Matrix:
    """Return of the rows at `places` what they are, what the rows next to them are, and where they stand."""
    features = around.features[places]
    return np.concatenate([features[:, : 3 * _OWN], features[:, -_PLACE:]], axis=1)


def _fill_own(own: Matrix, texts: Sequence[Rows], counts: Places) -> None:
    """Fill in what each row is by itself, but for its dates."""
    lines, count = [line for rows in texts for line in rows.texts], len(own)
    unspaced = np.repeat([rows.unspaced for rows in texts], counts)
    size = np.fromiter(map(len, lines), float, count) * (1 + _WIDE * unspaced)
    np.minimum(size, _LONGEST, out=size)
    ends = np.fromiter(map(_ENDS.get, map(itemgetter(-1), lines), repeat(0)), int, count)
    own[:, :3] = ends[:, None] == _KINDS_OF_ENDS
    own[:, 3] = np.fromiter(map(str.isupper, map(itemgetter(0), lines)), bool, count)
    own[:, 4] = np.fromiter(chain.from_iterable(rows.bulleted for rows in texts), bool, count)
    own[:, 6] = np.log1p(size)
    own[:, 7] = size < _SHORT
    own[:, _IS_PROSE] = (size >= _PROSE) & (ends == 1)
    copies = np.fromiter(chain.from_iterable(_copies(rows.texts) for rows in texts), int, count)
    own[:, 9] = copies == 2  # noqa: PLR2004 (more often is a label)
    own[:, 10] = copies > 2  # noqa: PLR2004
    gaps = np.fromiter(map(str.count, lines, repeat(" ")), float, count)
    own[:, 11] = np.log1p(gaps + 1 + unspaced * size / _WORD)
    own[:, _SIZE] = size


def _copies(lines: Sequence[str]) -> Iterator[int]:
    """Yield how often each line is there."""
    return map(Counter(lines).__getitem__, lines)


def _body(gains: NDArray[np.float64]) -> tuple[int, int]:
    """Return the first and the last row of the block with the greatest sum."""
    sums = np.concatenate([[0.0], np.cumsum(gains)])
    least = np.minimum.accumulate(sums)
    stop = int(np.argmax(sums - least))
    start = int(np.flatnonzero(sums[: stop + 1] == least[stop])[-1])
    return start if stop else 0, stop - 1


def _fill_sums(sums: Matrix, own: Matrix) -> None:
    """Fill in the sums of the rows in windows before and behind each row, beyond the ends zero."""
    count = len(own)
    upto = np.zeros((1 + _REACH + count + _REACH, _OWN))
    own.cumsum(axis=0, out=upto[1 + _REACH : 1 + _REACH + count])
    upto[1 + _REACH + count :] = upto[_REACH + count]
    for number, (first, stop) in enumerate(_WINDOWS):
        part = sums[:, number * _OWN : (number + 1) * _OWN]
        np.subtract(upto[_REACH + stop :][:count], upto[_REACH + first :][:count], out=part)


def _fill_places(places: Matrix, counts: Places, body: Places, end: Places) -> None:
    """Fill in where each row stands, in its text and around the block of paragraphs."""
    first, count, body, end = np.repeat([np.cumsum(counts) - counts, counts, body, end], counts, axis=1)
    place = np.arange(len(places)) - first
    gap = place - body
    places[:, :4] = _LOGS[np.maximum([place, -gap, gap, count], 0)].T
    places[:, 4] = place == 0
    places[:, 5] = place < 3  # noqa: PLR2004
    places[:, 6] = gap == -1
    places[:, 7] = (gap >= 0) & (place <= end)
    places[:, 8] = place > end
