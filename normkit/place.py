"""Where a worker is, for whoever watches it."""

from collections.abc import MutableSequence
from time import monotonic

CELLS = 3
NO_STEP = -1  # a document is read, decoded or written down


class Place:
    """Which document of those that a worker was given it is at, in which step, and since when.

    The numbers stand in `cells`: memory that another process sees, or nobody.
    """

    def __init__(self, cells: MutableSequence[float] | None = None) -> None:
        self.watched = cells is not None
        """Whether the worker may die of a document: it is then known which, and another one goes on."""
        self._cells = [0.0] * CELLS if cells is None else cells

    def begin(self, document: int) -> None:
        """Go to the next document, counted from 0."""
        self._cells[0], self._cells[1], self._cells[2] = document, NO_STEP, monotonic()

    def enter(self, step: int) -> None:
        """Go to the next step of the document."""
        self._cells[1] = step

    @property
    def document(self) -> int:
        """The document."""
        return int(self._cells[0])

    @property
    def step(self) -> int:
        """The step, or NO_STEP."""
        return int(self._cells[1])

    @property
    def seconds(self) -> float:
        """How long the worker has been at the document."""
        return monotonic() - self._cells[2]
