"""The lines of a text and what their shape says. All positions count code points."""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import accumulate, count
from operator import add
from typing import NamedTuple, overload

from normkit.text.spans import Span

_BULLET = re.compile(r"[\s•▪◦‣·*+|]*+(?:[-–—]\s++)?")
_ENDED = re.compile(r"[.!?…。！？؟۔।։:][\"'”’»)\]]*\s*\Z")
_UNSPACED = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]")  # Thai, kana, Han
_PROSE_WORDS = 15
_OTHER = -6  # what a line that is no prose costs a block of prose, in words


class _Place(NamedTuple):
    number: int
    start: int
    end: int
    stop: int
    text: str


class Line(_Place):
    """One line of a text: its `number` from 0, its `text` without the terminator, and where that stands.

    The terminator is the one character from `end` to `stop`; the last line may have none.
    """

    @property
    def span(self) -> Span:
        """The line without its terminator."""
        return self.start, self.end

    @property
    def is_blank(self) -> bool:
        """Whether it holds nothing but white space."""
        return not self.text or self.text.isspace()

    @property
    def content(self) -> str:
        """The line without its indentation, its bullet and white space at its end."""
        return self.text[self._indent :].rstrip()

    @property
    def _indent(self) -> int:
        match = None if self.text[:1].isalnum() else _BULLET.match(self.text)
        return match.end() if match else 0

    def part(self, start: int, end: int) -> Span:
        """Turn a range of `content` into a span of the document."""
        origin = self.start + self._indent
        return origin + start, origin + end

    @property
    def is_bulleted(self) -> bool:
        """Whether it begins with a bullet or a dash."""
        indent = self.text[: self._indent]
        return indent != "" and not indent.isspace()

    @cached_property
    def word_count(self) -> int:
        r"""How many words; scripts that write without spaces count two characters as one.

        >>> [line.word_count for line in split_lines("- three short words\n今天的天气很好")]
        [3, 4]
        """
        content = self.content
        unspaced = 0 if content.isascii() else len(_UNSPACED.findall(content)) // 2
        return len(content.split()) + unspaced

    @cached_property
    def is_ended(self) -> bool:
        """Whether it ends as a sentence does."""
        return _ENDED.search(self.content[-8:]) is not None

    @cached_property
    def is_prose(self) -> bool:
        """Whether it reads as a paragraph: fifteen words and an end mark."""
        return self.word_count >= _PROSE_WORDS and self.is_ended


class _Lines(Sequence[Line]):
    """The lines of a text in order; each is made when it is first looked at, as most never are."""

    def __init__(self, text: str) -> None:
        r"""Split at ``\n`` alone; a text that ends in one has no empty line after it."""
        self._texts = text.split("\n")
        self._starts = list(map(add, accumulate(map(len, self._texts), initial=0), count()))
        self._starts[-1] -= 1  # behind the last line there is no terminator
        if not self._texts[-1]:
            self._texts.pop()
        self._made: dict[int, Line] = {}

    def __len__(self) -> int:
        """Count the lines."""
        return len(self._texts)

    @overload
    def __getitem__(self, number: int) -> Line: ...

    @overload
    def __getitem__(self, number: slice) -> list[Line]: ...

    def __getitem__(self, number: int | slice) -> Line | list[Line]:
        """Return a line, always the same object, or some of them."""
        numbers = range(len(self._texts))[number]
        return self._line(numbers) if isinstance(numbers, int) else list(map(self._line, numbers))

    def __iter__(self) -> Iterator[Line]:
        """Yield all lines."""
        return map(self._line, range(len(self._texts)))

    def _line(self, number: int) -> Line:
        line = self._made.get(number)
        if line is None:
            text, start, stop = self._texts[number], self._starts[number], self._starts[number + 1]
            line = self._made[number] = Line(number, start, start + len(text), stop, text)
        return line


def split_lines(text: str) -> Sequence[Line]:
    r"""Split at ``\n`` alone; a text that ends in one has no empty line after it.

    >>> [line.text for line in split_lines("one\n\ntwo\n")]
    ['one', '', 'two']
    """
    return _Lines(text)


def body_of(lines: Sequence[Line]) -> range:
    """Return where the most prose stands together, from its first paragraph to its last; empty without any.

    Other lines inside the block cost six words each. Pass no blank lines.
    """
    best, total, start, body = 0, 0, 0, range(0)
    for place, line in enumerate(lines):
        if total <= 0:
            total, start = 0, place
        total += line.word_count if line.is_prose else _OTHER
        if total > best:
            best, body = total, range(start, place + 1)
    return body
