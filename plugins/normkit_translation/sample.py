"""The running text of a page, or a fair part of it: what the model reads."""

from typing import NamedTuple

from normkit import Span

_FEWEST_WORDS = 6
_LONGEST_LINE = 20_000
"""Of a longer line only so many code points are read."""


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

    >>> sample("Menu\nThe council met and nobody came.\nHome", 300)
    Sample(text='The council met and nobody came.', starts=(5,), words=6)
    """
    places: dict[str, int] = {}
    words, position = 0, 0
    for line in text.split("\n"):
        spaces = line.count(" ")
        if spaces >= _FEWEST_WORDS - 1 and line not in places:
            places[line] = position
            words += spaces + 1
        position += len(line) + 1
    step = -(-words // most_words) or 1
    lines = [line[:_LONGEST_LINE] for line in places][::step]
    return Sample("\n".join(lines), tuple(places.values())[::step], words)
