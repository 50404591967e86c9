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

_MOST = 12  # rows that are read
_TOP = 3  # rows among which a sentence may be a title
_LONGEST = 260  # characters
_STOPS = ".…。।"
_NEVER = 1e3
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
    if not around.is_prose.any():
        return [], []
    scores = first.score(around.features)
    for place in np.flatnonzero(around.is_prose).tolist():
        if not _may_be_title(rows, place):
            scores[place] = -_NEVER
    places = np.sort(np.argsort(-scores, kind="stable")[:_MOST])
    places = places[scores[places] > -_NEVER]
    return places.tolist(), scores[places].tolist()


def _may_be_title(rows: Rows, place: int) -> bool:
    """Whether a row that reads as a paragraph may be the title: it is no sentence, or a dateline follows."""
    text = rows.texts[place]
    if len(text) > _LONGEST:
        return False
    behind = rows.texts[place + 1 : place + 2]
    return text[-1] not in _STOPS or (place < _TOP and any(map(find_dateline, behind)))


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
