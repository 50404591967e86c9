"""The running text of a page, or a fair part of it: what the model reads."""

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
    words: int
    """Words of running text on the whole page, those left out too."""

    def span(self, start: int, end: int) -> Span:
        """Return the span of the page that `text[start:end]` was taken from; it must lie within one line."""
        line = self.text.count("\n", 0, start)
        shift = self.starts[line] - (self.text.rfind("\n", 0, start) + 1)
        return start + shift, end + shift


def sample(text: str, most_words: int) -> Sample:
    r"""Return the lines of at least six words, each once; from long texts every second, third, … of them.

    Quotations are left out if half of the words stay: writers quote what others translated.

    >>> sample("Menu\nThe council met and nobody came.\nHome", 300)
    Sample(text='The council met and nobody came.', starts=(5,), words=6)
    """
    running = _running_lines(text)
    chosen = _outside_quotations(running)
    words, left = _words(running), _words(chosen)
    if left * 2 < words:
        chosen, left = running, words
    step = -(-left // most_words) or 1
    lines = [line[:_LONGEST_LINE] for line in chosen][::step]
    return Sample("\n".join(lines), tuple(chosen.values())[::step], words)


def _running_lines(text: str) -> dict[str, int]:
    """Return the lines of enough words, and where each first begins."""
    places: dict[str, int] = {}
    position = 0
    for line in text.split("\n"):
        if line.count(" ") >= _FEWEST_WORDS - 1 and line not in places:
            places[line] = position
        position += len(line) + 1
    return places


def _outside_quotations(places: Mapping[str, int]) -> dict[str, int]:
    """Return the same lines with nothing quoted, those that still have enough words."""
    own: dict[str, int] = {}
    for line, place in places.items():
        rest = _QUOTATION.sub(_emptied, line)
        if rest == line or rest.count(" ") >= _FEWEST_WORDS - 1:
            own.setdefault(rest, place)
    return own


def _emptied(quotation: re.Match[str]) -> str:
    """Return the marks as far apart as they were, with tabs between them, which count as no words."""
    marks = quotation[0]
    return marks[0] + "\t" * (len(marks) - 2) + marks[-1]


def _words(lines: Collection[str]) -> int:
    return "".join(lines).count(" ") + len(lines)
