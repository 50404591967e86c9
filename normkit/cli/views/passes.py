"""The passes of a run on a terminal, a line each: how far, how fast, how long yet."""

from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
)
from rich.text import Text

from normkit.cli.views.screen import counted, size
from normkit.jobs.observing import Observed
from normkit.record.counts import Counts

_MEMORY = 120  # seconds: so far back the speed is measured, as shards take some


def display() -> Progress:
    """Return what is shown as long as it is entered. It fits 80 columns."""
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(bar_width=16),
        TextColumn("{task.fields[documents]}"),
        _Speed(),
        _TimeLeft(),
        TextColumn("[red]{task.fields[problems]}"),
        console=Console(stderr=True),
        transient=True,
        speed_estimate_period=_MEMORY,
    )


def _speed(task: Task) -> float:
    """Return bytes a second: lately, or on the whole as long as there is but one shard."""
    return task.speed or task.completed / (task.elapsed or 1)


class _Speed(ProgressColumn):
    """How fast it goes."""

    def render(self, task: Task) -> Text:
        return Text(f"{size(int(_speed(task)))}/s" if task.completed else "")


class _TimeLeft(ProgressColumn):
    """How long it takes yet, where the end is known."""

    def render(self, task: Task) -> Text:
        remaining = task.remaining or 0
        if not task.completed or remaining <= 0:
            return Text("")
        minutes, seconds = divmod(int(remaining / _speed(task)), 60)
        hours, minutes = divmod(minutes, 60)
        return Text(f"{hours}:{minutes:02}:{seconds:02} left")


class Passes:
    """The survey, if there is one, then the work: on as many bytes as the survey met, or else `total`."""

    def __init__(self, shown: Progress, total: int | None) -> None:
        self._shown = shown
        self._total = total
        self._now = shown.get_time()
        self._begin("starting")

    def _begin(self, name: str) -> None:
        """Begin a pass in the place of the one before, and when that ended."""
        for task in self._shown.task_ids:
            self._shown.remove_task(task)
        self._name, self._documents, self._problems = name, 0, 0
        self._task = self._shown.add_task(name, total=self._total, documents="", problems="")
        self._shown.tasks[0].start_time = self._now

    def observed(self, observed: Observed) -> None:
        """Go on with the survey."""
        self._go_on("surveying", observed.documents, observed.bytes)

    def done(self, counts: Counts) -> None:
        """Go on with the work; what was committed before counts at once."""
        if self._name == "surveying":
            self._total = int(self._shown.tasks[0].completed)
        problems = sum(counts.problems.values()) + counts.quarantined
        self._go_on("cleaning", counts.documents + counts.quarantined, counts.bytes, problems)

    def _go_on(self, name: str, documents: int, number: int, problems: int = 0) -> None:
        if self._name != name:
            self._begin(name)
        self._documents += documents
        self._problems += problems
        told = counted(self._problems, "problem") if self._problems else ""
        so_far = counted(self._documents, "document")
        self._shown.update(self._task, advance=number, documents=so_far, problems=told)
        self._now = self._shown.get_time()
