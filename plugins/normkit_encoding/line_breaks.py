"""Lines, and what ends them besides a line feed."""

import re
from collections.abc import Iterator

from normkit import Span

_BREAK = re.compile("\r(?:\r?\n)?|[\n\x0b\x0c\u2028\u2029]")
_WITH_NEXT_LINE = re.compile("\r(?:\r?\n)?|[\n\x0b\x0c\u2028\u2029]|(?<=[\x00-\x7f\x85])\x85")
_PLAIN = bytes({*b"\t\n", *range(0x20, 0x7F)} - {*b"&"})  # printable ASCII, but not the ampersand of entities
_TROUBLE = re.compile(f"[^{re.escape(_PLAIN.decode())}]")
BREAKS = "[\x0b-\r\u2028\u2029]"
"""What ends a line, or is part of that, besides a line feed."""
_STARTS_A_LINE = re.compile("(?<=[\x00-\x7f])\x85(?=[A-Z0-9\"'\x85])")


def is_plain(text: str) -> bool:
    """Whether a text is just printable ASCII with line feeds, and has no ampersand."""
    return text.isascii() and not text.encode().translate(None, _PLAIN)  # much faster than the search


def suspect_lines(text: str) -> Iterator[Span]:
    r"""Yield where the lines are that are not plain, each with its line feed.

    >>> list(suspect_lines("plain\nœuvre\nR&amp;D"))
    [(6, 12), (12, 19)]
    """
    return lines_with(_TROUBLE, text)


def lines_with(pattern: re.Pattern[str], text: str) -> Iterator[Span]:
    """Yield where the lines are in which a match of `pattern` begins, each with its line feed."""
    match = pattern.search(text)
    while match:
        start = text.rfind("\n", 0, match.start()) + 1
        end = text.find("\n", match.start()) + 1 or len(text)
        yield start, end
        match = pattern.search(text, end)


def breaks(text: str) -> re.Pattern[str]:
    """Return what finds the line breaks of `text`.

    U+0085 is most often a Windows ellipsis; it ends lines where nothing else does and capitals follow.
    """
    if "\x85" in text and _STARTS_A_LINE.search(text) and not _BREAK.search(text):
        return _WITH_NEXT_LINE
    return _BREAK


def unified(line: str) -> str:
    r"""Return a repaired line with every break that came to light in it as a line feed, and none at its end.

    >>> unified("one\u2028two\r")
    'one\ntwo'
    """
    return _BREAK.sub("\n", line).rstrip("\n")
