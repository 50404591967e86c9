"""Where a worker is, for whoever watches it."""

from collections.abc import MutableSequence
from time import monotonic

CELLS = 4
NO_STEP = -1  # a document is read, decoded or written down


class Place:
    """Which document of those that a worker was given it is at, in which step, and how long it has been.

    It may be at several together, from `document` to `last`; their time is counted for none of them.

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
        self._go(0, NO_STEP, 0, monotonic())

    def enter(self, document: int, step: int = NO_STEP, last: int | None = None) -> None:
        """Go to a step, from 0, of a document that may have been at work before, or of all up to `last`."""
        now, before = monotonic(), 0.0
        if self.document == self.last:
            self._seconds[self.document] = now - self._cells[3]
        if last is None or last == document:
            before = self._seconds.get(document, 0.0)
        self._go(document, step, document if last is None else last, now - before)

    def _go(self, document: int, step: int, last: int, start: float) -> None:
        self._cells[0], self._cells[1], self._cells[2], self._cells[3] = document, step, last, start

    def ends(self, error: Exception) -> bool:
        """Whether the worker is to die of an error: for want of memory, where that is watched."""
        return self.watched and isinstance(error, MemoryError)

    @property
    def document(self) -> int:
        """The document."""
        return int(self._cells[0])

    @property
    def last(self) -> int:
        """The last of the documents, or the one."""
        return int(self._cells[2])

    @property
    def step(self) -> int:
        """The step, or NO_STEP."""
        return int(self._cells[1])

    @property
    def seconds(self) -> float:
        """How long the worker has been at the document, in all steps so far."""
        return monotonic() - self._cells[3]
