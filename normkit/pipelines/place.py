"""Where a worker is, for whoever watches it."""

from collections.abc import MutableSequence
from time import monotonic

CELLS = 3
NO_STEP = -1  # a document is read, decoded or written down


class Place:
    """Which document of those that a worker was given it is at, in which step, and how long it has been.

    The numbers stand in `cells`: memory that another process sees, or nobody.
    """

    def __init__(self, cells: MutableSequence[float] | None = None) -> None:
        self.watched = cells is not None
        """Whether the worker may die of a document: it is then known which, and another one goes on."""
        self._cells = [0.0] * CELLS if cells is None else cells
        self._seconds: dict[int, float] = {}

    def begin(self) -> None:
        """Go to the first of other documents, of which none has taken any time."""
        self._seconds.clear()
        self._cells[0], self._cells[1], self._cells[2] = 0, NO_STEP, monotonic()

    def enter(self, document: int, step: int = NO_STEP) -> None:
        """Go to a step of a document, counted from 0; it may have been at work before."""
        self._seconds[self.document] = self.seconds
        start = monotonic() - self._seconds.get(document, 0.0)
        self._cells[0], self._cells[1], self._cells[2] = document, step, start

    def ends(self, error: Exception) -> bool:
        """Whether the worker is to die of an error: for want of memory, where that is watched."""
        return self.watched and isinstance(error, MemoryError)

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
        """How long the worker has been at the document, in all steps so far."""
        return monotonic() - self._cells[2]
