"""Names of people in a byline."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from normkit import Span
from normkit_metadata.phrases import lines_of, words_of

_PARTICLES = words_of("particles")
_WORD = re.compile(r"[^\s,;|•·–—()/&]+")
_BREAK = re.compile(r"[,;|•·–—()/&]")
_INITIAL = re.compile(r"\b(?:\w|[JS]r)\.$")
_NEVER = '@!?:"”“'
_FEWEST_WORDS, _MOST_WORDS, _MOST_LETTERS = 2, 5, 40
_BIO_OPENING = 12  # words: a bio says early what the person does


class Name(NamedTuple):
    """A name and where it stands."""

    span: Span
    value: str


@cache
def _byline() -> re.Pattern[str]:
    words = sorted(lines_of("bylines"), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?:\s*+:\s*+|\s++|$)", re.IGNORECASE)


def byline_start(text: str, *, anywhere: bool = False) -> int:
    """Return where the names begin in "By Ann Lee", or 0 when the text is no byline.

    >>> byline_start("By Ann Lee"), byline_start("Bypass opened")
    (3, 0)
    >>> byline_start("3 May by Ann Lee", anywhere=True)
    9
    """
    match = _byline().search(text) if anywhere else _byline().match(text)
    return match.end() if match else 0


def leading_names(text: str, position: int = 0) -> list[Name]:
    """Return the names that a text begins with at `position`; roles and agencies end them.

    >>> [name.value for name in leading_names("Ann Lee and Juan de la Cruz, Staff Writer")]
    ['Ann Lee', 'Juan de la Cruz']
    >>> [name.value for name in leading_names("Staff Writer")]
    []
    """
    names = []
    for start, end in _parts(text, position):
        words = list(_WORD.finditer(text, start, end))
        count = _name_length([word.group() for word in words])
        if not count:
            break
        span = words[0].start(), words[count - 1].end()
        names.append(Name(span, _plain(text[slice(*span)])))
        if count < len(words):
            break
    return names


def is_name(text: str) -> bool:
    """Whether a text is one name and nothing else.

    >>> is_name("Victor Vladimirov"), is_name("Similar articles")
    (True, False)
    """
    names = leading_names(text)
    return len(names) == 1 and names[0].span == (0, len(text))


def reads_as_bio(text: str) -> bool:
    """Whether a text says early what a person does.

    >>> reads_as_bio("Reporter in Oslo. She writes about fish.")
    True
    """
    words = [word.strip(".,;:").casefold() for word in text.split()[:_BIO_OPENING]]
    return any(word in words_of("bios") for word in words)


def _parts(text: str, position: int) -> Iterator[Span]:
    """Yield what stands between commas, other breaks and the word "and"."""
    start = position
    for mark in re.finditer(r"\S+", text[position:]):
        begin, end = mark.start() + position, mark.end() + position
        if mark.group().casefold() in words_of("joins"):
            yield start, begin
            start = end
        elif found := _BREAK.search(text, begin, end):
            yield start, found.start()
            start = found.end()
    yield start, len(text)


def _name_length(words: list[str]) -> int:
    """Return how many of the words, two to five, are a name; 0: none."""
    count = 0
    for word in words:
        if not (_is_name_word(word) or (count and word in _PARTICLES)):
            break
        count += 1
    while count and words[count - 1] in _PARTICLES:
        count -= 1
    fits = _FEWEST_WORDS <= count <= _MOST_WORDS and sum(map(len, words[:count])) <= _MOST_LETTERS
    return count if fits else 0


def _is_name_word(word: str) -> bool:
    return (
        word[0].isupper()
        and word.casefold().strip(".:") not in words_of("roles")
        and not any(character.isdigit() or character in _NEVER for character in word)
    )


def _plain(name: str) -> str:
    """Return a name in ordinary spaces, without a full stop that ends no initial.

    >>> _plain("Ann  Lee."), _plain("Perry Bacon J.")
    ('Ann Lee', 'Perry Bacon J.')
    """
    name = " ".join(name.split())
    return name if _INITIAL.search(name) else name.rstrip(".")
