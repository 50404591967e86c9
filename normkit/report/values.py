"""What metadata values look like, over all documents of a run: told from the values alone."""

import re
from collections import Counter
from dataclasses import dataclass, field

from normkit.stages.document import Value

BINS = 20
_MANY = 1_000  # different values, and it is no category
_ISO_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-\d\d(?:T.*)?)?)?", re.DOTALL)
_MONTH = len("2026-01")


def is_score(value: object) -> bool:
    """Whether a metadata value is a fraction from 0 to 1."""
    return isinstance(value, float) and 0 <= value <= 1


@dataclass
class Values:
    """The values of one name, counted. Memory does not grow with the run."""

    documents: int = 0
    known: int = 0
    categories: "Counter[str]" = field(default_factory=Counter)
    dates: "Counter[str]" = field(default_factory=Counter)
    """By year and month, or by year alone where the text says no more."""
    scores: list[int] = field(default_factory=lambda: [0] * BINS)
    _floods: bool = False

    def add(self, value: Value | None) -> None:
        """Count the value of one document."""
        self.documents += 1
        if value is None or value == []:
            return
        self.known += 1
        if is_score(value):
            assert isinstance(value, float)
            self.scores[min(int(value * BINS), BINS - 1)] += 1
        elif isinstance(value, bool | str):
            self._add_category({True: "yes", False: "no"}[value] if isinstance(value, bool) else value)

    def _add_category(self, value: str) -> None:
        if _ISO_DATE.fullmatch(value):
            self.dates[value[:_MONTH]] += 1
        elif not self._floods:
            self.categories[value] += 1
            if len(self.categories) > _MANY:
                self._floods = True
                self.categories.clear()

    @property
    def kind(self) -> str | None:
        """`score`, `date` or `category` if that is what all known values are; None: nothing to be drawn."""
        if not self.known:
            return None
        if sum(self.scores) == self.known:
            return "score"
        if self.dates.total() == self.known:
            return "date"
        repeated = self.categories.total() >= 2 * len(self.categories)
        return "category" if repeated and self.categories.total() == self.known else None
