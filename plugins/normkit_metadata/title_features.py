"""What speaks for a row as the title: its words, those of the prose, and the rows next to it."""

import re
from collections.abc import Set as AbstractSet
from functools import cached_property
from itertools import pairwise

import numpy as np

from normkit_metadata.dated_rows import DatedRows
from normkit_metadata.datelines import find_dateline
from normkit_metadata.phrases import words_of
from normkit_metadata.rows import Rows
from normkit_metadata.surroundings import Matrix, Surroundings

_WORD = re.compile(r"\w+")
_DIGIT = re.compile(r"\d")
_GLUE = re.compile(r"\s[|–—»·:-]\s|[|»]\s")
_NUMBERED = re.compile(r"\d{1,2}[.)]\s")
_MARKS = ("?", ":", ",", ">", "@", "©", "!", "://", "…", "...")
_QUOTES = frozenset('"“”„«»')
_LONG_WORD = re.compile(r"\w{4,}")
_BODY = 40  # rows among which are the paragraphs that are read
_PROSE_ROWS, _PROSE_ROW, _PROSE = 8, 400, 2000  # rows, characters of each and of all, whose words are known
_LABELLED = range(-2, 4)  # steps to rows that may name author or date
_DATED = range(-2, 5)
_NAMED = (-1, 1, 2, 3)
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
    return np.concatenate([around.features[places], np.array(own, float)], axis=1)


class _Reader:
    """Reads rows of one document, each neighbour once."""

    def __init__(self, rows: Rows, around: Surroundings, dated: DatedRows) -> None:
        self._rows, self._around, self._dated = rows, around, dated
        self._is_unspaced = rows.unspaced > _UNSPACED
        self._seen: dict[int, tuple[bool, bool, bool]] = {}
        self._keys: dict[int, AbstractSet[str]] = {}

    def words(self, place: int) -> list[float]:
        """Describe what a row says."""
        text = self._rows.texts[place][:_LONGEST]
        words = _WORD.findall(text)
        count = len(words) or 1
        capitals = sum(map(str.isupper, [word[0] for word in words]))
        keywords = self._keywords(place)
        known, keys = len(keywords & self._prose_words), len(keywords)
        folded = {word.casefold() for word in words}
        copies = self._rows.text.count(text) if len(text) > _SHORTEST_COPY else 0
        is_wordy = capitals == count and text.replace(" ", "").replace(".", "").isalpha()
        return [
            known / max(2, keys),
            known,
            keys,
            min(copies, _MOST_COPIES),
            copies == 2,  # noqa: PLR2004
            copies > 3,  # noqa: PLR2004
            capitals / count,
            text.isupper(),
            len(_DIGIT.findall(text)) / len(text),
            len(folded & words_of("navigation")) / count,
            len(folded & words_of("credits")) / count,
            count,
            *(count <= most for most in (2, 3, 16, 24)),
            _GLUE.search(text) is not None,
            _NUMBERED.match(text) is not None,
            *(mark in text for mark in _MARKS),
            not _QUOTES.isdisjoint(text),
            "." in text[:-1],
            is_wordy and count == 2,  # noqa: PLR2004 (a name)
            is_wordy and count == 3,  # noqa: PLR2004
            text[0].islower(),
        ]

    def beside(self, place: int) -> list[float]:
        """Describe the rows before and behind a row."""
        keys = self._keywords(place)
        before, behind = self._text(place - 1), self._text(place + 1)
        shared = [len(keys & self._keywords(near)) / (len(keys) or 1) for near in (place + 1, place - 1)]
        near = [self._kinds(place + step) for step in _DATED]
        return [
            *[near[step - _DATED.start][0] for step in _LABELLED],
            *[kinds[1] for kinds in near],
            *[near[step - _DATED.start][2] for step in _NAMED],
            *shared,
            len(behind),
            len(before),
            find_dateline(behind) is not None,
        ]

    def _text(self, place: int) -> str:
        return self._rows.texts[place][:_LONGEST] if 0 <= place < len(self._rows) else ""

    def _kinds(self, place: int) -> tuple[bool, bool, bool]:
        """Whether a row begins with a word that names author or date, gives a date, has the shape of a name."""
        seen = self._seen.get(place)
        if seen is None:
            text = self._text(place)
            words = text.split(None, 3) if len(text) < _LABELLED_ROW else []
            seen = self._seen[place] = (
                bool(words) and words[0].rstrip(".:").casefold() in words_of("labels"),
                self._dated.gives_date(place),
                len(text) < _LONGEST_NAME and len(words) in (2, 3) and all(word[0].isupper() for word in words),
            )
        return seen

    def _keywords(self, place: int) -> AbstractSet[str]:
        keys = self._keys.get(place)
        if keys is None:
            keys = self._keys[place] = self._keywords_of(self._text(place))
        return keys

    def _keywords_of(self, text: str) -> AbstractSet[str]:
        text = text.casefold()
        if self._is_unspaced:
            return set(map("".join, pairwise(text)))
        return set(_LONG_WORD.findall(text))

    @cached_property
    def _prose_words(self) -> AbstractSet[str]:
        """The keywords at the beginning of the body."""
        body = self._around.body
        places = (body + np.flatnonzero(self._around.is_prose[body : body + _BODY])[:_PROSE_ROWS]).tolist()
        return self._keywords_of("\n".join(self._rows.texts[place][:_PROSE_ROW] for place in places)[:_PROSE])
