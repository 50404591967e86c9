"""Which row is the title: a first network names some by their place and shape, a second one reads those."""

import re
from collections import defaultdict
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from normkit_metadata.dated_rows import DatedRows
from normkit_metadata.datelines import find_dateline
from normkit_metadata.network import Network, network, shares
from normkit_metadata.rows import Rows
from normkit_metadata.surroundings import Surroundings
from normkit_metadata.title_features import title_features

_MOST, _CLOSE = 10, 4.0  # rows that are read, and how much less than the best one they score
_TOP = 3  # rows among which a sentence may be a title
_LONGEST = 260  # characters
_STOPS = ".…。।"
_UNSURE = 0.1  # a title that is less likely says nothing about where date and authors stand

_WORD = re.compile(r"\w+|©")


class Title(NamedTuple):
    """The place of the title among the rows, and how likely it is that, from 0 to 1."""

    place: int
    confidence: float


def find_title(rows: Rows, around: Surroundings, dated: DatedRows) -> Title:
    """Return the most likely title, however unlikely."""
    places, scores = likely_titles(rows, around, network("row"))
    if not places:
        return Title(around.body, 0.0)
    features = title_features(rows, around, dated, places, scores)
    return choose_title(rows, places, shares(network("title").score(features)))


def likely_titles(rows: Rows, around: Surroundings, first: Network) -> tuple[list[int], list[float]]:
    """Return the rows that are worth reading, in text order, and their scores; without paragraphs none are."""
    places = title_rows(rows, around)
    if not places:
        return [], []
    scores = first.score(around.features[places]).tolist()
    least = sorted(scores, reverse=True)[:_MOST][-1]
    least = max(least, max(scores) - _CLOSE)
    best = [(place, score) for place, score in zip(places, scores, strict=True) if score >= least]
    return [place for place, _ in best], [score for _, score in best]


def title_rows(rows: Rows, around: Surroundings) -> list[int]:
    """Return the rows that may be the title; without paragraphs none may.

    A sentence may, if it stands above these, and a long one, if a dateline follows.
    """
    if not any(around.is_prose):
        return []
    return [
        place
        for place, text in enumerate(rows.texts)
        if len(text) <= _LONGEST and (text[-1] not in _STOPS or _may_be_sentence(rows, around, place))
    ]


def _may_be_sentence(rows: Rows, around: Surroundings, place: int) -> bool:
    if place < around.body and not around.is_prose[place]:
        return True
    return place < _TOP and find_dateline(rows.at(place + 1)) is not None


def choose_title(rows: Rows, places: list[int], probabilities: NDArray[np.float64]) -> Title:
    """Add up the copies of each text, and return the likeliest copy of the likeliest text."""
    copies: dict[str, list[tuple[float, int]]] = defaultdict(list)
    for place, probability in zip(places, probabilities.tolist(), strict=True):
        copies[folded(rows.texts[place])].append((probability, -place))
    best = max(copies.values(), key=lambda found: sum(probability for probability, _ in found))
    return Title(-max(best)[1], sum(probability for probability, _ in best))


def settled(title: Title, around: Surroundings) -> Title:
    """Return around what dates and authors are sought: a title that is likely, or else the first paragraph."""
    return title if title.confidence >= _UNSURE else Title(around.body, 0.0)


def folded(text: str) -> str:
    """Return the words of a text, so that two copies of a title are equal.

    >>> folded("‘Illegal’ U.S. sanctions") == folded("'Illegal' U.S. Sanctions")
    True
    """
    return " ".join(_WORD.findall(text.casefold()))
