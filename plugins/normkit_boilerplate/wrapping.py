"""Paragraphs that were broken into lines of nearly equal length, made whole for judging."""

import re
from collections.abc import Iterator

_NARROWEST, _WIDEST = 45, 120  # characters of the longest line, where a text is wrapped
_TOO_WIDE = re.compile(rf"^.{{{_WIDEST + 1}}}", re.MULTILINE)
_RAGGED = 10  # characters that a writer by hand may leave
_LEAST_JOINED = 0.5  # of the characters
_BULLETS = ("•", "*", "-", "–", "+", "o ", "|", "#")


def unwrapped(text: str) -> str:
    r"""Return a text with a space in the place of each line feed that only keeps lines short.

    Positions stay. A text that is not wrapped throughout comes back as it is.

    >>> unwrapped("Wrapped at a width of fifty characters, as mail is,\nit is one paragraph.")
    'Wrapped at a width of fifty characters, as mail is, it is one paragraph.'
    >>> unwrapped("The wheel goes round,\nthe water falls.")
    'The wheel goes round,\nthe water falls.'
    """
    if _TOO_WIDE.search(text):
        return text
    lines = text.split("\n")
    width = max(map(len, lines))
    if width < _NARROWEST:
        return text
    joins = list(_joins(lines, width))
    joined = sum(len(line) for line, is_joined in zip(lines, joins, strict=True) if is_joined)
    if joined < _LEAST_JOINED * sum(map(len, lines)):
        return text
    return "".join(
        line + (" " if is_joined else "\n") for line, is_joined in zip(lines, joins, strict=True)
    ).removesuffix("\n")


def _joins(lines: list[str], width: int) -> Iterator[bool]:
    """Yield for each line whether the next goes on with it: its first word would not have fitted."""
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        after = following.strip()
        word = after.split(maxsplit=1)[0] if after else ""
        is_full = len(line.rstrip()) + 1 + len(word) > width - _RAGGED
        yield bool(word) and bool(line.strip()) and is_full and not after.startswith(_BULLETS)
