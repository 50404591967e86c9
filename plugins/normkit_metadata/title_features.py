"""What speaks for a row as the title: its words, those of the prose, and the rows next to it."""

import re
from collections.abc import Set as AbstractSet
from itertools import chain, compress, islice, pairwise

import numpy as np

from normkit_metadata.dated_rows import DatedRows
from normkit_metadata.datelines import find_dateline
from normkit_metadata.phrases import words_of
from normkit_metadata.rows import Rows
from normkit_metadata.surroundings import Matrix, Surroundings

_WORD = re.compile(r"\w+")
_GLUE = re.compile(r"\s[|–—»·:-]\s|[|»]\s")
_MARKS = ("?", ":", ",", ">", "@", "©", "!", "://", "…", "...", ". ")
_QUOTES = frozenset('"“”„«»')
_LONG_WORD = re.compile(r"\w{4,}")
_BODY = 40  # rows among which are the paragraphs that are read
_PROSE_ROWS, _PROSE_ROW = 8, 300  # paragraphs, and characters of each, whose words are known
_STEPS = range(-2, 5)  # to the rows that may name author or date
_LABELLED_ROW = 120  # characters of a row that names author or date
_UNSPACED = 0.3  # share of a text, from which on pairs of characters are its words
_LONGEST, _LONGEST_NAME = 200, 40  # characters
_MOST_COPIES, _SHORTEST_COPY = 5, 8  # copies; characters


def title_features(
    rows: Rows, around: Surroundings, dated: DatedRows, places: list[int], scores: list[float]
) -> Matrix:
    """Describe the rows at `places`, to which the first network gave these scores."""
    reader, best = _Reader(rows, around, dated), max(scores)
    own = [
        [
            score,
            score - best,
            sum(other > score for other in scores),
            *reader.words(place),
            *reader.beside(place),
        ]
        for place, score in zip(places, scores, strict=True)
    ]
    flat = np.fromiter(chain.from_iterable(own), float)
    return np.concatenate([around.features[places], flat.reshape(len(places), -1)], axis=1)


class _Reader:
    """Reads rows of one document, each neighbour once."""

    def __init__(self, rows: Rows, around: Surroundings, dated: DatedRows) -> None:
        self._rows, self._dated = rows, dated
        self._is_unspaced = rows.unspaced > _UNSPACED
        self._seen: dict[int, tuple[bool, bool, bool]] = {}
        behind = slice(around.body, around.body + _BODY)
        prose = islice(compress(rows.texts[behind], around.is_prose[behind]), _PROSE_ROWS)
        self._known = self._keywords("\n".join(text[:_PROSE_ROW] for text in prose))

    def words(self, place: int) -> list[float]:
        """Describe what a row says."""
        text = self._rows.texts[place][:_LONGEST]
        words = _WORD.findall(text)
        count = len(words) or 1
        keywords = self._keywords(text)
        known = len(keywords & self._known)
        folded = {word.casefold() for word in words}
        copies = self._rows.text.count(text) if len(text) > _SHORTEST_COPY else 0
        capitals = sum(map(str.isupper, [word[0] for word in words]))
        is_name = capitals == count and text.replace(" ", "").replace(".", "").isalpha()
        return [
            known / max(2, len(keywords)),
            known,
            len(keywords),
            min(copies, _MOST_COPIES),
            copies == 2,  # noqa: PLR2004
            copies > 3,  # noqa: PLR2004
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
        keywords = self._keywords(self._rows.at(place)[:_LONGEST])
        kinds: list[float] = []
        for step in _STEPS:
            kinds += self._kinds(place + step)
        texts = [self._rows.at(near)[:_LONGEST] for near in (place - 1, place + 1)]
        return [
            *kinds,
            *map(len, texts),
            *[len(keywords & self._keywords(text)) / (len(keywords) or 1) for text in texts],
            find_dateline(texts[1]) is not None,
        ]

    def _kinds(self, place: int) -> tuple[bool, bool, bool]:
        """Whether a row begins with a word that names author or date, gives a date, has the shape of a name."""
        seen = self._seen.get(place)
        if seen is None:
            text = self._rows.at(place)
            words = text.split(None, 3) if len(text) < _LABELLED_ROW else []
            seen = self._seen[place] = (
                bool(words) and words[0].rstrip(".:").casefold() in words_of("labels"),
                self._dated.gives_date(place),
                len(text) < _LONGEST_NAME and len(words) in (2, 3) and all(word[0].isupper() for word in words),
            )
        return seen

    def _keywords(self, text: str) -> AbstractSet[str]:
        text = text.casefold()
        if self._is_unspaced:
            return set(map("".join, pairwise(text)))
        return set(_LONG_WORD.findall(text))
