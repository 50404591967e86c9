"""The passes of a run on a terminal, a line each: how far, how fast, how long yet."""

from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    ProgressColumn,
    Task,
    TaskID,
    TextColumn,
    TransferSpeedColumn,
)
from rich.text import Text

from normkit.counts import Counts
from normkit.observing import Observed

_MEMORY = 120  # seconds: so far back the speed is measured, as shards take some


def display() -> Progress:
    """Return what is shown as long as it is entered. It fits 80 columns."""
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(bar_width=16),
        TextColumn("{task.fields[documents]}"),
        TransferSpeedColumn(),
        _TimeLeft(),
        TextColumn("[red]{task.fields[problems]}"),
        console=Console(stderr=True),
        transient=True,
        speed_estimate_period=_MEMORY,
    )


class _TimeLeft(ProgressColumn):
    """How long it takes yet, where the end is known."""

    def render(self, task: Task) -> Text:
        seconds = task.time_remaining
        if task.finished or seconds is None:
            return Text("")
        minutes, seconds = divmod(int(seconds), 60)
        hours, minutes = divmod(minutes, 60)
        return Text(f"{hours}:{minutes:02}:{seconds:02} left")


class Passes:
    """The survey, if there is one, then the work: on as many bytes as the survey met, or else `size`."""

    def __init__(self, shown: Progress, size: int | None) -> None:
        self._shown = shown
        self._size = size
        self._task = self._begin("starting")

    def _begin(self, name: str) -> TaskID:
        """Begin a pass on a line of its own, in the place of the one before."""
        for task in self._shown.task_ids:
            self._shown.remove_task(task)
        self._name, self._documents, self._problems = name, 0, 0
        return self._shown.add_task(name, total=self._size, documents="", problems="")

    def observed(self, observed: Observed) -> None:
        """Go on with the survey."""
        self._go_on("surveying", observed.documents, observed.bytes)

    def done(self, counts: Counts) -> None:
        """Go on with the work; what was committed before counts at once."""
        if self._name == "surveying":
            self._size = int(self._shown.tasks[0].completed)
        problems = sum(counts.problems.values()) + counts.quarantined
        self._go_on("cleaning", counts.documents + counts.quarantined, counts.bytes, problems)

    def _go_on(self, name: str, documents: int, size: int, problems: int = 0) -> None:
        if self._name != name:
            self._task = self._begin(name)
        self._documents += documents
        self._problems += problems
        told = f"{self._problems:,} problems" if self._problems else ""
        self._shown.update(self._task, advance=size, documents=f"{self._documents:,} documents", problems=told)
