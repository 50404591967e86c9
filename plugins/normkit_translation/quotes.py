"""Quotation marks that stand where no writer of English puts them.

Translation systems put each mark between tokens and set the spaces afterwards, often on its wrong side.
Each pattern begins with one mark alone, which is found many times as fast as a space or a choice of marks.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from normkit import Span
from normkit_translation.context import before, is_prose
from normkit_translation.lexicon import alternatives

_SPEECH = alternatives("speech-verb")
_NAME = r"[A-Z][\w.'’-]*+"
_SPEAKER = rf"(?:(?:as|he|she|they|I|we|the(?: [\w.'’-]++){{1,4}}?|{_NAME}(?: {_NAME}){{0,2}}?) )?+{_SPEECH}\b"
_LATE_CLOSING = re.compile(r"”(?<= ”)(?=[^\W\d_])")
_OPENING_FOR_CLOSING = re.compile(rf"“(?<=[,?!] “)(?={_SPEAKER})(?![^“”\n]*+”)")
_STRAIGHT_FOR_CLOSING = re.compile(rf"\"(?<=[,?!] \")(?={_SPEAKER})")
_AT_LINE_END = [re.compile(rf"{mark}(?<= .)[.,]?+[^\S\n]*+$", re.MULTILINE) for mark in '“"']
_SPACED_CLOSING = re.compile(r"”(?<= ”)[.,;]?+(?:[^\S\n]*+$|(?<=[.,;]) )", re.MULTILINE)
_DASH_AFTER_STOP = re.compile(r"\. [–—-] (?=[A-Z][\w’']*+,? [\w“])")
_DASH_AFTER_QUOTE = [
    re.compile(rf"{mark},? ?[–—-] ?(?!(?:comments|notes|states)\b)(?={_SPEAKER})") for mark in '“”"'
]
_SPEECH_AT_END = re.compile(rf"\b{_SPEECH}(?: [\w.’'-]++){{0,3}}$")


def quote_glued(text: str) -> Iterator[Span]:
    """Find closing marks that moved over to the next word.

    >>> [text for text in ["It is late, ”she said.", "“It is late,” she said."] if any(quote_glued(text))]
    ['It is late, ”she said.']
    """
    for match in _LATE_CLOSING.finditer(text):
        if before(text, match.start() - 1).endswith((",", ".", "!", "?", "…")):
            yield match.start() - 2, match.end()
    for match in _OPENING_FOR_CLOSING.finditer(text):
        yield match.start() - 2, match.end()
    for match in _STRAIGHT_FOR_CLOSING.finditer(text):
        if before(text, match.start()).count('"') % 2:
            yield match.start() - 2, match.end()


def quote_dangling(text: str) -> Iterator[Span]:
    """Find opening marks with nothing behind them, and closing marks that a space cut off.

    >>> [text for text in ["We have it for free “.", "We have it “for free”."] if any(quote_dangling(text))]
    ['We have it for free “.']
    """
    for match in _matches(_AT_LINE_END, text):
        if _ends_a_sentence(before(text, match.start() - 1)):
            yield match.start() - 1, match.end()
    for match in _SPACED_CLOSING.finditer(text):
        if _is_cut_off(before(text, match.start() - 1)):
            yield match.start() - 1, match.end()


def _matches(patterns: Sequence[re.Pattern[str]], text: str) -> list[re.Match[str]]:
    """Match one pattern for each mark; in text order."""
    return sorted(chain.from_iterable(pattern.finditer(text) for pattern in patterns), key=re.Match.start)


def _ends_a_sentence(left: str) -> bool:
    """Whether prose stands there: no inches, no opening of a block or of a German quotation."""
    last = left.rstrip()[-1:]
    return is_prose(left) and not last.isdigit() and last not in (":", ",") and "„" not in left


def _is_cut_off(left: str) -> bool:
    """Whether the quotation began without a space behind its mark: spaced pairs are a converter's work."""
    opening = left.rfind("“")
    return is_prose(left) and not left[opening + 1 : opening + 2].isspace()


def quote_dash_speaker(text: str) -> Iterator[Span]:
    """Find speakers set off by a dash, as other languages print them.

    >>> any(quote_dash_speaker("“It ends, “- sums up the guide"))
    True
    >>> any(quote_dash_speaker("“It ends” - a film"))
    False
    """
    for match in _matches(_DASH_AFTER_QUOTE, text):
        yield match.span()
    for match in _DASH_AFTER_STOP.finditer(text):
        left = before(text, match.start())[-80:]
        if _SPEECH_AT_END.search(left):
            yield match.span()
