"""What speaks for a row as the title: its words, those of the prose, and the rows next to it."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set as AbstractSet
from itertools import compress, islice, pairwise
from math import fsum, log1p

import numpy as np

from normkit_metadata.dated_rows import DatedRows
from normkit_metadata.datelines import find_dateline
from normkit_metadata.phrases import words_of
from normkit_metadata.rows import Rows
from normkit_metadata.surroundings import Matrix, Surroundings

_WORD = re.compile(r"\w+")
_GLUE = re.compile(r"\s[|–—»·:-]\s|[|»]\s")
_MARKS = ("?", ":", ",", ">", "@", "©", "!", "://", "…", "...", ". ")
_COPIES = ("row", "end", "beginning", "inside")
_BULLETS = " \t•▪◦‣·*+|-–—"
_QUOTES = frozenset('"“”„«»')
_LONG_WORD = re.compile(r"\w{4,}")
_BODY = 60  # rows among which are the paragraphs that are read
_PROSE_ROWS, _PROSE_ROW = 16, 300  # paragraphs, and characters of each, whose words are counted
_OFTEN = 2  # times that a word stands in these, from which on it is often
_HEADS, _HEAD = 60, 150  # short rows in the body, and characters of each, whose words are known
_FIRST, _STOP = -2, 5  # steps to the rows that may name author or date
_LABELLED_ROW = 120  # characters of a row that names author or date
_UNSPACED = 0.3  # share of a text, from which on pairs of characters are its words
_LONGEST, _LONGEST_NAME = 200, 40  # characters
_MOST_COPIES, _SHORTEST_COPY = 8, 8  # copies; characters
_LONGEST_ROW = 200  # characters beside a copy, from which on it stands in prose
_COUNTED = 3  # copies of a kind
_FAR = 30  # rows
_SHARED = 4  # columns that tell of words that other rows have, too
_NONE = -6.0  # instead of the difference to the score of a row that is not there


def title_features(
    rows: Rows, around: Surroundings, dated: DatedRows, places: list[int], scores: list[float]
) -> Matrix:
    """Describe the rows at `places`, to which the first network gave these scores."""
    reader, ranked = _Reader(rows, around, dated), sorted(scores)
    own = np.array(
        [
            [
                score,
                score - ranked[-1],
                len(scores) - bisect_right(ranked, score),
                *reader.words(place),
                *_copies(rows, place),
                *reader.beside(place),
                *between,
                *reader.shared(place),
            ]
            for place, score, between in zip(places, scores, _between(places, scores), strict=True)
        ]
    )
    shared = own[:, -_SHARED:]
    return np.concatenate([around.features[places], own, shared - shared.max(axis=0)], axis=1)


def _between(places: Sequence[int], scores: Sequence[float]) -> Iterator[list[float]]:
    """Describe where each of the rows stands among all of them."""
    last = len(places) - 1
    for order, (place, score) in enumerate(zip(places, scores, strict=True)):
        yield [
            min(_FAR, place - places[order - 1]) if order else _FAR + 1,
            min(_FAR, places[order + 1] - place) if order < last else _FAR + 1,
            order,
            last - order,
            scores[order - 1] - score if order else _NONE,
            scores[order + 1] - score if order < last else _NONE,
        ]


def _copies(rows: Rows, place: int) -> list[float]:
    """Count where the text of a row stands: alone, at the end or the beginning of a longer row, elsewhere."""
    text = rows.texts[place][:_LONGEST]
    kinds = list(islice(kinds_of_copies(rows.text, text), _MOST_COPIES)) if len(text) > _SHORTEST_COPY else []
    return [
        *(min(kinds.count(kind), _COUNTED) for kind in _COPIES),
        *(kinds[:1] == [kind] for kind in _COPIES[1:]),
        len(kinds) == 2,  # noqa: PLR2004
        len(kinds) > 3,  # noqa: PLR2004
    ]


def kinds_of_copies(text: str, part: str) -> Iterator[str]:
    r"""Yield for each time that a part stands in a text where in its line that is.

    >>> list(kinds_of_copies("Home / Old mill\n• Old mill\nOld mill | Harbour Post", "Old mill"))
    ['end', 'row', 'beginning']
    """
    found = text.find(part)
    while found >= 0:
        stop = found + len(part)
        before = text[max(0, found - _LONGEST_ROW) : found].rpartition("\n")[2].strip(_BULLETS)
        behind = text[stop : stop + _LONGEST_ROW].partition("\n")[0].strip()
        if len(before) + len(behind) >= _LONGEST_ROW or (before and behind):
            yield "inside"
        else:
            yield "end" if before else "beginning" if behind else "row"
        found = text.find(part, stop)


class _Reader:
    """Reads rows of one document, each neighbour once."""

    def __init__(self, rows: Rows, around: Surroundings, dated: DatedRows) -> None:
        self._rows, self._dated = rows, dated
        self._is_unspaced = rows.unspaced > _UNSPACED
        self._seen: dict[int, tuple[bool, bool, bool]] = {}
        self._keywords_of: dict[int, AbstractSet[str]] = {}
        behind = slice(around.body, around.body + _BODY)
        prose = islice(compress(rows.texts[behind], around.is_prose[behind]), _PROSE_ROWS)
        self._counts = Counter(self._all_words(text[:_PROSE_ROW] for text in prose))
        block = slice(around.body, around.end + 1)
        short = (
            text
            for text, is_prose in zip(rows.texts[block], around.is_prose[block], strict=True)
            if not is_prose and len(text) < _HEAD
        )
        self._heads = set(self._all_words(islice(short, _HEADS)))

    def shared(self, place: int) -> list[float]:
        """Describe which words of a row the paragraphs, and the short rows between them, have too."""
        keywords = self._keywords(place)
        counts = list(filter(None, map(self._counts.get, keywords)))
        most = max(2, len(keywords))
        return [
            fsum(map(log1p, counts)) / most,
            sum(count > _OFTEN for count in counts),
            len(counts) / most,
            len(keywords & self._heads) / most,
        ]

    def words(self, place: int) -> list[float]:
        """Describe what a row says."""
        text = self._rows.texts[place][:_LONGEST]
        words = _WORD.findall(text)
        count = len(words) or 1
        folded = {word.casefold() for word in words}
        capitals = sum(map(str.isupper, [word[0] for word in words]))
        is_name = capitals == count and text.replace(" ", "").replace(".", "").isalpha()
        return [
            len(self._keywords(place)),
            capitals / count,
            text.isupper(),
            sum(map(str.isdigit, words)),
            text[0].isdigit(),
            len(folded & words_of("navigation")) / count,
            len(folded & words_of("credits")) / count,
            count,
            *(count <= most for most in (2, 3, 16)),
            _GLUE.search(text) is not None,
            *[mark in text for mark in _MARKS],
            not _QUOTES.isdisjoint(text),
            is_name and count == 2,  # noqa: PLR2004
            is_name and count == 3,  # noqa: PLR2004
            text[0].islower(),
        ]

    def beside(self, place: int) -> list[float]:
        """Describe the rows before and behind a row."""
        keywords = self._keywords(place)
        kinds: list[float] = []
        for near in range(place + _FIRST, place + _STOP):
            kinds += self._seen.get(near) or self._kinds(near)
        before, behind = (self._rows.at(near)[:_LONGEST] for near in (place - 1, place + 1))
        count = len(keywords) or 1
        return [
            *kinds,
            len(before),
            len(behind),
            len(keywords & self._keywords(place - 1)) / count,
            len(keywords & self._keywords(place + 1)) / count,
            find_dateline(behind) is not None,
        ]

    def _kinds(self, place: int) -> tuple[bool, bool, bool]:
        """Whether a row begins with a word that names author or date, gives a date, has the shape of a name."""
        text = self._rows.at(place)
        words = text.split(None, 3) if len(text) < _LABELLED_ROW else []
        seen = self._seen[place] = (
            bool(words) and words[0].rstrip(".:").casefold() in words_of("labels"),
            self._dated.gives_date(place),
            len(text) < _LONGEST_NAME and len(words) in (2, 3) and all(word[0].isupper() for word in words),
        )
        return seen

    def _keywords(self, place: int) -> AbstractSet[str]:
        """Return the words of a row that are long enough to say what it is about."""
        found = self._keywords_of.get(place)
        if found is None:
            text = self._rows.at(place)[:_LONGEST].casefold()
            found = set(map("".join, pairwise(text)) if self._is_unspaced else _LONG_WORD.findall(text))
            self._keywords_of[place] = found
        return found

    def _all_words(self, texts: Iterable[str]) -> Iterable[str]:
        """Return the words of many rows as they stand between blanks, commas and full stops; fast."""
        text = "\n".join(texts).casefold()
        if self._is_unspaced:
            return map("".join, pairwise(text))
        return text.replace(",", " ").replace(".", " ").split()
