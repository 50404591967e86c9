"""Which line is the title: one that stands alone near the prose and speaks of what the prose speaks of.

Points are added up for each line around the beginning of the prose. The weights were set by hand and then
moved one at a time on pages with a known title.
"""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from normkit import Line, body_of
from normkit_metadata.phrases import words_of

_ABOVE, _BELOW = 30, 2  # lines around the beginning of the body among which the title is sought
_LONGEST_WORDS = 32
_FUNCTION_WORD = 3  # letters, at most
_BODY_LINES = 60  # lines of the body that are read for its words
_KEYWORD = re.compile(r"[^\W\d_]{4,}|\d{4}")
_WORD = re.compile(r"\w+|©")
_DATELINE = re.compile(r"[^\W\d_][\w .,]{2,30}(?:\([\w /]{2,20}\)\s)?[–—-]\s")

_NEEDED = 3.4  # points, below which rather none than a wrong one
_SHARED = 3.0  # all its keywords stand in the prose
_DATED_BELOW, _DATED_ABOVE = 1.5, 0.7  # a dateline or byline is near
_PARAGRAPH_BELOW = 0.5
_DATELINE_BELOW = 1.5  # "Moscow – ..." opens the first paragraph
_AT_TOP = 1.0  # one of the first three lines
_REPEATED = 0.5
_SHORT = -1.0
_GOOD_LENGTH, _FAIR_LENGTH = 1.5, 0.5
_ENDINGS = {":": -2.4, ",": -1.6, ".": -1.6}
_BULLETED = -3.2
_MENU_WORDS = -6.4  # all its words are words of menus or credits
_MENU_NEAR = -0.5  # all lines around it are short or bulleted
_INSIDE_BODY = -2.0
_PER_LINE = -0.04  # between it and the body


class Title(NamedTuple):
    """The place of the title among the lines, and how sure that is, from 0 to 1."""

    place: int
    confidence: float


def find_title(lines: Sequence[Line], marks: Sequence[bool]) -> Title | None:
    """Return the title, or None. `marks` says of each line whether it is a dateline or byline, so no title."""
    body = body_of(lines)
    if not body:
        return None
    vocabulary = _vocabulary(lines, body)
    counts = Counter(folded(line.content) for line in lines)
    scores = {
        place: _own_points(lines[place], vocabulary, counts) + _points_of_place(lines, marks, place, body.start)
        for place in range(max(0, body.start - _ABOVE), min(len(lines), body.start + _BELOW + 1))
        if not marks[place] and _may_be_title(lines, place)
    }
    best = max(scores, key=lambda place: (scores[place], -place), default=None)
    if best is None or scores[best] < _NEEDED:
        return None
    return Title(best, round(min(1.0, 0.5 + (scores[best] - _NEEDED) / 10), 3))


def folded(text: str) -> str:
    """Return the words of a text, so that two copies of a title are equal.

    >>> folded("‘Illegal’ U.S. sanctions") == folded("'Illegal' U.S. Sanctions")
    True
    """
    return " ".join(_WORD.findall(text.casefold()))


def _may_be_title(lines: Sequence[Line], place: int) -> bool:
    """Whether a line has the length of a title; a sentence may be one only at the top, above a longer line."""
    line = lines[place]
    if line.is_prose and not (place == 0 and len(lines) > 1 and lines[1].word_count > line.word_count):
        return False
    return line.word_count <= _LONGEST_WORDS and _KEYWORD.search(line.content) is not None


def _vocabulary(lines: Sequence[Line], body: range) -> Counter[str]:
    """Count in how many paragraphs of the body each keyword stands."""
    paragraphs = (lines[place].content for place in body[:_BODY_LINES] if lines[place].is_prose)
    return Counter(key for text in paragraphs for key in _keywords(text))


def _keywords(text: str) -> set[str]:
    return {word.casefold() for word in _KEYWORD.findall(text)}


def _own_points(line: Line, vocabulary: Counter[str], counts: Counter[str]) -> float:
    """Judge a line by its words."""
    keys, words = _keywords(line.content), folded(line.content).split()
    own = 1 if line.is_prose else 0
    length = _GOOD_LENGTH if 4 <= line.word_count <= 18 else _FAIR_LENGTH if line.word_count >= 3 else _SHORT  # noqa: PLR2004 (words)
    return (
        length
        + _ENDINGS.get(line.content[-1], 0.0)
        + _SHARED * sum(vocabulary[key] > own for key in keys) / max(2, len(keys))
        + _MENU_WORDS * sum(word in _menu_words() for word in words) / max(1, len(words))
        + _BULLETED * line.is_bulleted
        + _REPEATED * (2 <= counts[folded(line.content)] <= 4)  # noqa: PLR2004 (more often is a label)
    )


def _points_of_place(lines: Sequence[Line], marks: Sequence[bool], place: int, body: int) -> float:
    """Judge a line by what stands around it."""
    near = [p for p in range(max(0, place - 3), min(len(lines), place + 4)) if p != place and not marks[p]]
    menu = sum(lines[p].is_bulleted or lines[p].word_count <= 3 for p in near) / 6  # noqa: PLR2004 (three on either side)
    dated = (
        _DATED_BELOW
        if any(marks[place + 1 : place + 5])
        else _DATED_ABOVE * any(marks[max(0, place - 3) : place])
    )
    return (
        dated
        + _PARAGRAPH_BELOW * any(line.word_count >= 15 for line in lines[place + 1 : place + 4])  # noqa: PLR2004 (as prose has)
        + _DATELINE_BELOW
        * any(
            line.is_prose and _DATELINE.match(line.content) is not None for line in lines[place + 1 : place + 2]
        )
        + _MENU_NEAR * menu
        + _AT_TOP * (place < 3)  # noqa: PLR2004 (lines)
        + _INSIDE_BODY * (place > body)
        + _PER_LINE * abs(body - place)
    )


@cache
def _menu_words() -> frozenset[str]:
    words = words_of("navigation") | words_of("credits")
    return frozenset(word for word in words if word == "©" or len(word) > _FUNCTION_WORD)
