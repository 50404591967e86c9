"""Who wrote it: names near the title, "Follow ..." lines, and name cards at the end."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from normkit import Span
from normkit_metadata.author_features import Candidate, Setting, author_features, candidates
from normkit_metadata.names import find_names, is_name, reads_as_bio
from normkit_metadata.network import network
from normkit_metadata.rows import Rows

_FOLLOW = re.compile(r"(?:You can )?follow\s++(?:the author,?\s++)?(?=[^\W\d_])", re.IGNORECASE)
_NETWORK = re.compile(r"\b(?:twitter|facebook|instagram|mastodon|linkedin|bluesky)\b|(?<!\w)@\w", re.IGNORECASE)
_LAST_ROWS = 12  # in which name cards and "Follow ..." lines are sought
_LONGEST = 200  # characters of a "Follow ..." line
_NEAR = 2  # rows between the names of several authors
_LESS = 0.5  # of the probability of the likeliest author, which another one must have


class Person(NamedTuple):
    """An author, where the document says so, and why it counts."""

    value: str
    span: Span
    """In the row."""
    place: int
    rule: str
    confidence: float


def find_people(setting: Setting, threshold: float) -> list[Person]:
    """Return the authors, each once, in text order."""
    rows = setting.rows
    sure = [*_follow_lines(rows), *_cards(rows)]
    found = sure or choose_authors(*_likely(setting), threshold)
    people: dict[str, Person] = {}
    for person in sorted(found, key=lambda person: (person.place, person.span)):
        people.setdefault(person.value.casefold(), person)
    return [person for person in people.values() if person.confidence >= threshold]


def _likely(setting: Setting) -> tuple[list[Candidate], NDArray[np.float64]]:
    found = [
        candidate
        for candidate in candidates(setting.rows, setting.dated, setting.title)
        if candidate.name.byline or not _is_listed(setting, candidate.place)
    ]
    if not found:
        return [], np.zeros(0)
    return found, odds_to_probability(network("author").score(author_features(setting, found)))


def _is_listed(setting: Setting, place: int) -> bool:
    """Whether a row is one of a list below the first paragraph, which is content."""
    return setting.rows.bulleted[place] and place > setting.around.body


def odds_to_probability(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the probability of each candidate by itself; several may be right."""
    return 1 / (1 + np.exp(-scores))


def choose_authors(
    found: Sequence[Candidate], probabilities: NDArray[np.float64], threshold: float
) -> list[Person]:
    """Return the likeliest author, and others that stand near by."""
    if not found:
        return []
    best = int(np.argmax(probabilities))
    return [
        Person(candidate.name.value, candidate.name.span, candidate.place, "byline", probability)
        for candidate, probability in zip(found, probabilities.tolist(), strict=True)
        if probability >= threshold and abs(candidate.place - found[best].place) <= _NEAR
    ]


def _last(rows: Rows) -> range:
    return range(max(1, len(rows) - _LAST_ROWS), len(rows))


def _follow_lines(rows: Rows) -> Iterator[Person]:
    """Yield the name in "Follow ... on" a network, near the end."""
    for place in _last(rows):
        text = rows.texts[place]
        match = _FOLLOW.match(text)
        if match and len(text) <= _LONGEST and _NETWORK.search(text):
            for name in list(find_names(text[match.end() :]))[:1]:
                if name.span[0] == 0 and " " in name.value:
                    yield Person(
                        name.value, (match.end(), match.end() + name.span[1]), place, "follow-line", 0.9
                    )


def _cards(rows: Rows) -> Iterator[Person]:
    """Yield bulleted names near the end, the last of them followed by a bio."""
    for bio in _last(rows):
        place = bio - 1
        while place >= 0 and _is_card(rows, place) and not rows.bulleted[bio] and reads_as_bio(rows.texts[bio]):
            yield Person(rows.texts[place], (0, len(rows.texts[place])), place, "name-card", 0.7)
            place -= 1


def _is_card(rows: Rows, place: int) -> bool:
    return rows.bulleted[place] and is_name(rows.texts[place])
