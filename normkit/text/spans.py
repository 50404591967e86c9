"""Spans, paragraphs, sentences and words: found the same way by every stage, counted in code points."""

import re
from collections.abc import Iterator
from typing import TypeAlias

Span: TypeAlias = tuple[int, int]
"""A half-open range `[start, end)` of a text, in code points."""

_FILLED = r"[^\S\n]*+\S[^\n]*+"  # a line that is not blank
_PARAGRAPH = re.compile(rf"^{_FILLED}(?:\n{_FILLED})*+", re.MULTILINE)
_SENTENCE = re.compile(r"\S.*?(?:(?<![.!?…])[.!?…]++[\"'”’»)\]]*+(?=\s|$)|$)", re.MULTILINE)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


def paragraphs(text: str) -> Iterator[Span]:
    r"""Yield the span of each run of lines between blank ones, without the last terminator.

    >>> text = "One line,\nand another.\n \n\nThe next.\n"
    >>> [text[start:end] for start, end in paragraphs(text)]
    ['One line,\nand another.', 'The next.']
    """
    return _spans(_PARAGRAPH, text)


def sentences(text: str) -> Iterator[Span]:
    """Yield the span of each sentence; one never crosses a line.

    >>> text = "He said no. She left."
    >>> [text[start:end] for start, end in sentences(text)]
    ['He said no.', 'She left.']
    """
    return _spans(_SENTENCE, text)


def words(text: str) -> Iterator[Span]:
    """Yield the span of each word: letters, with apostrophes inside.

    >>> text = "It's 5 o'clock"
    >>> [text[start:end] for start, end in words(text)]
    ["It's", "o'clock"]
    """
    return _spans(_WORD, text)


def _spans(pattern: re.Pattern[str], text: str) -> Iterator[Span]:
    return map(re.Match.span, pattern.finditer(text))
