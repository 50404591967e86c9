"""The running text of a page, and a fair part of it: what the model reads."""

import re
from collections.abc import Collection, Mapping
from typing import NamedTuple

from normkit import Span

_FEWEST_WORDS = 6
_LONGEST_LINE = 20_000
"""Of a longer line only so many code points are read."""
_QUOTATION = re.compile(  # begins with a set, for which `re` looks fast
    r'[“"„«](?:(?<=“)[^“”\n]*”|(?<=")[^"\n]*"|(?<=„)[^„“”\n]*[“”]|(?<=«)[^«»\n]*»)'
)


class Sample(NamedTuple):
    """Lines of running text, as one text."""

    text: str
    starts: tuple[int, ...]
    """Where each line began in the page."""

    def span(self, start: int, end: int) -> Span:
        """Return the span of the page that `text[start:end]` was taken from; it must lie within one line."""
        line = self.text.count("\n", 0, start)
        shift = self.starts[line] - (self.text.rfind("\n", 0, start) + 1)
        return start + shift, end + shift


class Running(NamedTuple):
    """The lines of running text of a page: of at least six words, each once."""

    places: Mapping[str, int]
    """Where each line begins in the page."""
    words: int
    """Words of running text on the page, quotations that were left out too."""
    own_words: int
    """Words of the lines."""

    def sample(self, most_words: int) -> Sample:
        """Return all lines; of a long page every second, third, … of them."""
        step = -(-self.own_words // most_words) or 1
        lines = [line[:_LONGEST_LINE] for line in self.places][::step]
        return Sample("\n".join(lines), tuple(self.places.values())[::step])


def running(text: str) -> Running:
    r"""Return the running text of a page, without quotations if half of the words stay.

    Writers quote what others translated.

    >>> running("Menu\nThe council met and nobody came.\nHome")
    Running(places={'The council met and nobody came.': 5}, words=6, own_words=6)
    """
    lines = _running_lines(text)
    words = _words(lines)
    own = _outside_quotations(lines)
    own_words = _words(own)
    return Running(lines, words, words) if own_words * 2 < words else Running(own, words, own_words)


def _running_lines(text: str) -> dict[str, int]:
    """Return the lines of enough words, and where each first begins."""
    places: dict[str, int] = {}
    position = 0
    for line in text.split("\n"):
        if line.count(" ") >= _FEWEST_WORDS - 1 and line not in places:
            places[line] = position
        position += len(line) + 1
    return places


def _outside_quotations(places: dict[str, int]) -> dict[str, int]:
    """Return the same lines with nothing quoted, those that still have enough words."""
    rests, quotations = _QUOTATION.subn(_emptied, "\n".join(places))
    if not quotations:
        return places
    own: dict[str, int] = {}
    for rest, line, place in zip(rests.split("\n"), places, places.values(), strict=False):
        if rest == line or rest.count(" ") >= _FEWEST_WORDS - 1:
            own.setdefault(rest, place)
    return own


def _emptied(quotation: re.Match[str]) -> str:
    """Return the marks as far apart as they were, with tabs between them, which count as no words."""
    marks = quotation[0]
    return marks[0] + "\t" * (len(marks) - 2) + marks[-1]


def _words(lines: Collection[str]) -> int:
    return "".join(lines).count(" ") + len(lines)
