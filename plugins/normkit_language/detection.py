"""The language of a text by langdetect's profiles: the same answer every time, in any order, in any thread."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from normkit import Span
from normkit_language.calibration import by_evidence, by_words
from normkit_language.evidence import evidence, symbols_of
from normkit_language.function_words import language_by_words, votes
from normkit_language.profiles import STEPS, profiles
from normkit_language.sampling import sample, speech, words

UNDETERMINED = "und"
"""The code of ISO 639-2 for a text of which no language can be told."""

SAMPLE = 512
"""How many code points n-grams are taken from, all pieces together."""

_WORDS_IN = (256, 1_024)  # code points: the first are enough for most texts
_FEWEST_LETTERS = 4  # different ones, where all are ASCII: fewer are initials, codes, "xyxyxy"
_LEAST_WEIGHT = STEPS  # of a letter; below, no profile has the script, but for stray letters
_DOUBT = 25 * STEPS  # a lead below which function words vote
_OWN_LETTERS = {"ja": "あア", "ko": "가"}  # their profiles have Han too; without any of these it is Chinese


class Answer(NamedTuple):
    """A language code as langdetect's profiles have it, and the probability that it is right."""

    language: str
    confidence: float


NO_ANSWER = Answer(UNDETERMINED, 0.0)


class Lead(NamedTuple):
    """What n-grams and votes say: the first language and its weight, how far the second is behind, in steps."""

    language: str
    weight: int
    lead: int
    letters: int
    """How many there were, of any script."""


def detect(text: str, spans: Sequence[Span]) -> Answer:
    """Tell the language of `text` from the beginnings of its paragraphs, which are at `spans`.

    >>> detect("Der Rat hat am Dienstag über den Haushalt beraten.", []).language
    'de'
    >>> detect("12345 https://example.org/", [])
    Answer(language='und', confidence=0.0)
    """
    language = decided_by_words(text, spans)
    if language:
        return Answer(language, by_words())
    found = leading(sample(text, spans, SAMPLE)) or leading([speech(text, SAMPLE)])
    return Answer(found.language, by_evidence(*found[1:])) if found else NO_ANSWER


def decided_by_words(text: str, spans: Sequence[Span]) -> str | None:
    """Return the language that function words alone decide on; None if there are too few, or they disagree."""
    found = (language_by_words(words(text, spans, size)) for size in _WORDS_IN)
    return next(filter(None, found), None)


def leading(pieces: Sequence[str]) -> Lead | None:
    """Return what leads in all `pieces` together; None if they have no language."""
    text = " ".join(pieces)
    if not has_letters(text):
        return None
    scores = evidence(pieces).sum(axis=0)
    letters = int(np.count_nonzero(symbols_of(text) != profiles().symbol(" ")))
    if scores.max() < _LEAST_WEIGHT * letters or 2 * _unread_letters(text) > letters:
        return None
    _leave_han_to_chinese(scores, text)
    first, lead = _first(scores)
    if lead < _DOUBT:
        scores += votes(text)
        first, lead = _first(scores)
    return Lead(profiles().languages[first], int(scores[first]), lead, letters)


def has_letters(text: str) -> bool:
    """Whether `text` has letters enough to be in a language; one of another script is.

    >>> has_letters("xyxyxy 100"), has_letters("ж")
    (False, True)
    """
    letters = [character for character in set(text) if character.isalpha()]
    return len(letters) >= _FEWEST_LETTERS or not all(map(str.isascii, letters))


def _unread_letters(text: str) -> int:
    """Return how many letters are of a script that no profile has; a name beside them makes no language."""
    unread = np.flatnonzero(symbols_of(text) == 0)
    return sum(text[place].isalpha() for place in unread)


def _leave_han_to_chinese(scores: NDArray[np.int64], text: str) -> None:
    table = profiles()
    for language, letters in _OWN_LETTERS.items():
        column = table.languages.index(language)
        if scores[column] == scores.max() and not np.isin(symbols_of(text), symbols_of(letters)).any():
            scores[column] = 0


def _first(scores: NDArray[np.int64]) -> tuple[int, int]:
    """Return the best column, and how far the best of another language is behind; zh-cn and zh-tw are one."""
    languages = profiles().languages
    first, *others = np.argsort(-scores, kind="stable").tolist()
    second = next(number for number in others if languages[number][:2] != languages[first][:2])
    return first, int(scores[first] - scores[second])
