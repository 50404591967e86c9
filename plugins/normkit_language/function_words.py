"""Function words: sure by themselves where they are many, and a vote where n-grams leave doubt."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from normkit import read_sections
from normkit_language.profiles import STEPS, profiles

_VOTE = 6 * STEPS
_ENOUGH = 6  # words that no other language lists
_AGREEING = 0.8  # of such words: from one language
_DENSITY = 0.1  # of all words
_WORD = re.compile(r"[^\s\d!-&(-/:-@\[-`{-~«»“”„।،؟…–—]+")  # with apostrophes, and vowel signs as in Hindi


def language_by_words(words: Sequence[str]) -> str | None:
    """Return the language that enough of `words` belong to and to no other; None if that is not clear.

    >>> language_by_words("the cat and the dog were with us when they left".split())
    'en'
    >>> language_by_words("the cat und der Hund waren with us when they left".split())
    """
    found = list(filter(None, map(owned_words().get, words)))
    language = max(set(found), key=found.count, default=None)  # of two alike neither is clear
    if language and found.count(language) >= max(_ENOUGH, _AGREEING * len(found), _DENSITY * len(words)):
        return language
    return None


def votes(text: str) -> NDArray[np.int64]:
    """Return, in steps, what the function words of `text` say for each language of the profiles."""
    columns = _columns()
    found = np.zeros(len(profiles().languages), np.int64)
    for word in _WORD.findall(text.lower()):
        found[columns.get(word, [])] += _VOTE
    return found


@cache
def owned_words() -> Mapping[str, str]:
    """Return the language of each word that only one language lists."""
    return {word: languages[0] for word, languages in _languages().items() if len(languages) == 1}


@cache
def _columns() -> Mapping[str, list[int]]:
    number = {language: number for number, language in enumerate(profiles().languages)}
    return {word: [number[language] for language in found] for word, found in _languages().items()}


@cache
def _languages() -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for language, lines in read_sections("normkit_language", "function_words.txt").items():
        for word in _distinct(lines):
            found[word].append(language)
    return found


def _distinct(lines: Iterable[str]) -> Iterable[str]:
    return dict.fromkeys(word for line in lines for word in line.split())


@cache
def words_owned_by(language: str) -> frozenset[str]:
    """Return the words that `language` alone lists."""
    return frozenset(word for word, owner in owned_words().items() if owner == language)
