"""Spans, sentences and words, found the same way by every stage. All positions count code points."""

import re
from collections.abc import Iterator
from typing import TypeAlias

Span: TypeAlias = tuple[int, int]
"""A half-open range `[start, end)` of a text, in code points."""

_SENTENCE = re.compile(r"\S.*?(?:(?<![.!?…])[.!?…]++[\"'”’»)\]]*+(?=\s|$)|$)", re.MULTILINE)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


def sentences(text: str) -> Iterator[Span]:
    """Yield the span of each sentence; one never crosses a line.

    >>> text = "He said no. She left."
    >>> [text[start:end] for start, end in sentences(text)]
    ['He said no.', 'She left.']
    """
    for match in _SENTENCE.finditer(text):
        yield match.span()


def words(text: str) -> Iterator[Span]:
    """Yield the span of each word: letters, with apostrophes inside.

    >>> text = "It's 5 o'clock"
    >>> [text[start:end] for start, end in words(text)]
    ["It's", "o'clock"]
    """
    for match in _WORD.finditer(text):
        yield match.span()
