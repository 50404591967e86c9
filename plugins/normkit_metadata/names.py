"""Names in a short line: the pieces between dates, bars, commas and the word "and"."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from normkit import Span
from normkit_metadata.phrases import lines_of, words_of

_WORD = re.compile(r"[^\s@]+")
_LETTERS = re.compile(r"[^\W_]+")
_INITIAL = re.compile(r"\b(?:\w|[JS]r)\.$")
_NEVER = re.compile(r"[@!?:\"”“„«»#%&*=_\[\]{}<>$€£\d]")
_MOST_WORDS, _FEWEST_LETTERS, _MOST_LETTERS = 5, 2, 40
_BIO_OPENING = 12  # words: a bio says early what the person does


class Name(NamedTuple):
    """What may be a name, and where it stands."""

    span: Span
    value: str
    byline: Span | None
    """Where the "by" before it stands, if there is one in its piece or in an earlier one of the line."""
    order: int
    """How many pieces stand before it."""


@cache
def _byline() -> re.Pattern[str]:
    words = sorted(lines_of("bylines"), key=len, reverse=True)
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(words)})(?=\s|:|$)[\s:]*", re.IGNORECASE)


@cache
def _break() -> re.Pattern[str]:
    joins = "|".join(sorted(words_of("joins")))
    return re.compile(rf"[|•·–—(),/;>\t]|\s-\s|\s\s+|\s(?:{joins}|&)\s", re.IGNORECASE)


def is_byline_label(text: str) -> bool:
    """Whether a text is nothing but a word for the author.

    >>> is_byline_label("Written by:"), is_byline_label("By Ann Lee")
    (True, False)
    """
    return _byline().fullmatch(text) is not None


def has_byline_label(text: str) -> bool:
    """Whether a word for the author stands in a text.

    >>> has_byline_label("3 May by Ann Lee"), has_byline_label("Bypass opened")
    (True, False)
    """
    return _may_have_label(text) and _byline().search(text) is not None


def _may_have_label(text: str) -> bool:
    """Whether one of the words is the last of those for the author; fast."""
    return not _last_words().isdisjoint(_LETTERS.findall(text.casefold()))


@cache
def _last_words() -> frozenset[str]:
    return frozenset(line.split()[-1] for line in lines_of("bylines"))


def find_names(text: str) -> Iterator[Name]:
    """Yield what may be names in a line in which bars stand for dates.

    >>> [name.value for name in find_names("||| | By Ann Lee and Juan de la Cruz, 3 comments")]
    ['Ann Lee', 'Juan de la Cruz']
    """
    byline: Span | None = None
    has_label = _may_have_label(text)
    for order, (start, end) in enumerate(_pieces(text)):
        labels = list(_byline().finditer(text, start, end)) if has_label else []
        if labels:
            byline = labels[-1].span()
            start = labels[-1].end()  # noqa: PLW2901 (the label is no name)
        if span := _name(text, start, end, anything=bool(labels)):
            yield Name(span, plain(text[slice(*span)]), byline, order)


def is_name(text: str) -> bool:
    """Whether a text is one name of at least two words and nothing else.

    >>> is_name("Victor Vladimirov"), is_name("similar articles"), is_name("Similar")
    (True, False, False)
    """
    names = list(find_names(text))
    return len(names) == 1 and names[0].span == (0, len(text)) and " " in text


def reads_as_bio(text: str) -> bool:
    """Whether a text says early what a person does.

    >>> reads_as_bio("Reporter in Oslo. She writes about fish.")
    True
    """
    words = [word.strip(".,;:").casefold() for word in text.split(None, _BIO_OPENING)[:_BIO_OPENING]]
    return any(word in words_of("bios") for word in words)


def plain(name: str) -> str:
    """Return a name in ordinary spaces, without a full stop that ends no initial.

    >>> plain("Ann  Lee."), plain("Perry Bacon J.")
    ('Ann Lee', 'Perry Bacon J.')
    """
    name = " ".join(name.split())
    return name if _INITIAL.search(name) else name.rstrip(".")


def _pieces(text: str) -> Iterator[Span]:
    position = 0
    for match in _break().finditer(text):
        if match.start() > position:
            yield position, match.start()
        position = match.end()
    if position < len(text):
        yield position, len(text)


def _name(text: str, start: int, end: int, *, anything: bool) -> Span | None:
    """Return the words at the beginning of a piece that may be a name; `anything` may begin in lower case."""
    words: list[re.Match[str]] = []
    for match in _WORD.finditer(text, start, end):
        if len(words) == _MOST_WORDS or not _fits(match.group(), bool(words), anything=anything):
            break
        words.append(match)
        if len(words) == 1 and not match.group()[0].isupper():
            break
    while len(words) > 1 and words[-1].group() in words_of("particles"):
        words.pop()
    if words and _FEWEST_LETTERS <= words[-1].end() - words[0].start() <= _MOST_LETTERS:
        return words[0].start(), words[-1].end()
    return None


def _fits(word: str, follows: bool, *, anything: bool) -> bool:  # noqa: FBT001 (whether it is the first)
    if _NEVER.search(word) or not word[0].isalpha() or word.casefold().rstrip(".:") in words_of("stops"):
        return False
    return word[0].isupper() or (word in words_of("particles") if follows else anything)
