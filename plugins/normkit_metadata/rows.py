"""The lines of a document that are not blank, as the stage looks at them: the first ones and the last ones."""

import re
from functools import cached_property
from itertools import compress, count

from normkit import Span

_FIRST, _LAST = 600, 50  # rows that are read
MOST = _FIRST + _LAST
_BULLETS = frozenset("•▪◦‣·*+|-–—")
_BULLET = re.compile(r"[\s•▪◦‣·*+|]*+(?:[-–—]\s++)?")
_UNSPACED = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]")  # Thai, kana, Han
_SAMPLE = 400  # characters that tell how much of a text is in a script without spaces


class Rows:
    """What the lines hold between indentation or bullet and the white space at their end."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._lines = text.split("\n")
        stripped = list(map(str.strip, self._lines))
        self.numbers = list(compress(count(), stripped))
        """The number of each row's line."""
        self.numbers[_FIRST:-_LAST] = []
        self.texts = [stripped[number] for number in self.numbers]
        self.bulleted = [line[0] in _BULLETS for line in self.texts]
        for place in [place for place, has_mark in enumerate(self.bulleted) if has_mark]:
            match = _BULLET.match(self.texts[place])
            end = match.end() if match else 0
            self.bulleted[place] = 0 < end < len(self.texts[place])
            if self.bulleted[place]:
                self.texts[place] = self.texts[place][end:]

    def __len__(self) -> int:
        """How many rows there are."""
        return len(self.texts)

    def at(self, place: int) -> str:
        """Return the text of a row, or nothing beyond the first and the last one."""
        return self.texts[place] if 0 <= place < len(self.texts) else ""

    def span(self, place: int, start: int, end: int) -> Span:
        """Turn a range of a row into a span of the document."""
        number = self.numbers[place]
        line = self._lines[number]
        first = sum(map(len, self._lines[:number])) + number + len(line.rstrip()) - len(self.texts[place])
        return first + start, first + end

    @cached_property
    def unspaced(self) -> float:
        """Return which share of a sample of the text is written in a script without spaces."""
        if self.text.isascii():
            return 0.0
        sample = self.text[:: max(1, len(self.text) // _SAMPLE)]
        return len(_UNSPACED.findall(sample)) / len(sample)
