"""Words, numbers and names that are not written so in English."""

import re
from collections.abc import Collection, Iterator
from difflib import SequenceMatcher
from string import ascii_lowercase

from normkit import Span
from normkit_translation.context import before, is_sentence_start, word_before
from normkit_translation.lexicon import alternatives, lexicon
from normkit_translation.phrases import Phrases

_CALQUES = lexicon()["calque"]
_PHRASES = Phrases(_CALQUES)
_DECIMAL_COMMA = re.compile(rf",(?<=\d,)\d{{1,2}} ?{alternatives('unit')}(?!\w)")
_FOREIGN_LETTER = re.compile(r"[ß-öø-žșț]")
_FIRST_BYTES = {letter.encode()[:1] for letter in (*map(chr, range(ord("ß"), ord("ž") + 1)), *"șț")}
"""Of these letters in UTF-8: a text without one is known in no time."""
_ACCENTED = re.compile(r"(?<![\w'’.@/-])[a-z]*+[ß-öø-žșț][a-zß-öø-žșț]*+(?![\w'’@/\x80-\x9f-])")
_LONGEST_WORD = 40
_BRACKETED_NAME = re.compile(r" \(([A-Z][\w’'-]++(?: [A-Z][\w’'-]++){1,3})\)")
_SAME_NAME = 0.6  # of SequenceMatcher's ratio, word by word
_SPACED_POSSESSIVE = re.compile(r" ['’] ?s (?=\w)")


def calque(text: str) -> Iterator[Span]:
    """Find stock phrases of other languages, taken over word by word; those with a capital begin a sentence.

    >>> text = "Recall that the bridge was closed."
    >>> [text[start:end] for start, end in calque(text)]
    ['Recall that']
    """
    found = (
        span
        for span in _PHRASES.find(text)
        if text[span[0]].islower() or is_sentence_start(before(text, span[0]))
    )
    yield from sorted(found, key=lambda span: (_CALQUES.index(text[slice(*span)]), span))


def decimal_comma(text: str) -> Iterator[Span]:
    """Find decimal commas before a unit.

    >>> text = "It grew by 3,5 percent, to 12,500 tonnes."
    >>> [text[start:end] for start, end in decimal_comma(text)]
    ['3,5 percent']
    """
    for match in _DECIMAL_COMMA.finditer(text):
        whole = word_before(text, match.start()).lstrip("(")
        if len(whole) <= 3 and whole.isdecimal():  # noqa: PLR2004
            yield match.start() - len(whole), match.end()


def untranslated_word(text: str) -> Iterator[Span]:
    """Find lower-case words with foreign letters, English loans aside; one alone may be a term.

    >>> text = "In a café they spoke of the größe of it, which was üblich."
    >>> [text[start:end] for start, end in untranslated_word(text)]
    ['größe', 'üblich']
    """
    raw = text.encode(errors="replace")
    if not any(first in raw for first in _FIRST_BYTES):
        return
    loans = lexicon()["loan"]
    found = [match for match in _accented(text) if _is_foreign(match.group(), loans)]
    if len({match.group() for match in found}) > 1:
        yield from (match.span() for match in found)


def _accented(text: str) -> Iterator[re.Match[str]]:
    """Match the words around foreign letters; looking for those letters first is four times as fast."""
    end = 0
    for letter in _FOREIGN_LETTER.finditer(text):
        if letter.start() >= end:
            left = text[max(0, letter.start() - _LONGEST_WORD) : letter.start()]
            match = _ACCENTED.match(text, letter.start() - len(left) + len(left.rstrip(ascii_lowercase)))
            end = letter.end()
            if match:
                end = match.end()
                yield match


def _is_foreign(word: str, loans: Collection[str]) -> bool:
    return len(word) > 3 and word.islower() and word not in loans  # noqa: PLR2004 (short ones are particles)


def name_variant(text: str) -> Iterator[Span]:
    """Find names with another spelling of themselves in brackets.

    >>> text = "Admiral Craig Voller (Craig Faller) spoke."
    >>> [text[start:end] for start, end in name_variant(text)]
    ['Craig Voller (Craig Faller)']
    """
    for match in _BRACKETED_NAME.finditer(text):
        inner = match[1].split()
        outer = text[max(0, match.start() - 80) : match.start()].split()[-len(inner) :]
        if outer != inner and _are_alike(outer, inner):
            yield match.start() - len(" ".join(outer)), match.end()


def _are_alike(outer: list[str], inner: list[str]) -> bool:
    return len(outer) == len(inner) and all(
        one[:1].isupper() and SequenceMatcher(None, one, other).ratio() >= _SAME_NAME
        for one, other in zip(outer, inner, strict=True)
    )


def spaced_possessive(text: str) -> Iterator[Span]:
    """Find the ’s that stands alone.

    >>> text = "the bank 's own rules"
    >>> [text[start:end] for start, end in spaced_possessive(text)]
    [" 's "]
    """
    for match in _SPACED_POSSESSIVE.finditer(text):
        yield match.span()
