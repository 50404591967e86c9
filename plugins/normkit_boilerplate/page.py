"""A page as the stage judges it: its lines, what the scorer says of each, and where its article stands."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from normkit import Document, Line
from normkit_boilerplate.segments import Division
from normkit_boilerplate.table import Places, Table


@dataclass(frozen=True)
class Page:
    """The lines that are not blank; a place counts them from 0."""

    document: Document
    """The one that is judged, or as long a one with its paragraphs made whole."""
    table: Table
    phrases: Places
    """Of each line the place of its phrase in `phrases.phrases()`, or -1."""
    known: list[int]
    """The places of the lines that have one."""
    title: int | None
    """The place of the title that stays."""
    division: Division
    junk: NDArray[np.float64]
    """The probability of each line that it is no part of the article."""

    @cached_property
    def numbers(self) -> list[int]:
        """The number of each line in the document."""
        numbers: list[int] = self.table.number.tolist()
        return numbers

    @cached_property
    def paragraphs(self) -> list[int]:
        """The places of the paragraphs that the scorer keeps."""
        return np.flatnonzero(self.division.keeps & self.table.are_paragraphs).tolist()

    @property
    def start(self) -> int:
        """The first place of the article: its title or its first line."""
        return self.division.start if self.title is None else min(self.title, self.division.start)

    @property
    def stop(self) -> int:
        """The place behind the last line of the article."""
        return self.division.stop

    def line(self, place: int) -> Line:
        """Return the line at `place`."""
        return self.document.lines[self.numbers[place]]
