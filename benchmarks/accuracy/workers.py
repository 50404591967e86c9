"""Processes that each have the same pipeline."""

import json
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache, partial
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

from normkit import Pipeline, read_survey

TaskT = TypeVar("TaskT")
ResultT = TypeVar("ResultT")

_AT_ONCE = 8  # tasks that a process is sent


@dataclass(frozen=True)
class Workers:
    """So many processes; one is this process, more are spawned."""

    stages: tuple[str, ...]
    options: str
    """Of all stages, as JSON."""
    survey: Path | None = None
    count: int = 1

    @property
    def pipeline(self) -> Pipeline:
        """The pipeline of this process. Raises UsageError for options or a survey that do not fit."""
        return _pipeline(self)

    def spread(self, work: Callable[[Pipeline, TaskT], ResultT], tasks: Sequence[TaskT]) -> list[ResultT]:
        """Return the results in the order of the tasks."""
        do = partial(_do, self, work)
        if self.count == 1:
            return list(map(do, tasks))
        with ProcessPoolExecutor(self.count, get_context("spawn")) as pool:
            return list(pool.map(do, tasks, chunksize=_AT_ONCE))


def _do(workers: Workers, work: Callable[[Pipeline, TaskT], ResultT], task: TaskT) -> ResultT:
    return work(workers.pipeline, task)


@cache
def _pipeline(workers: Workers) -> Pipeline:
    """Make the pipeline once in each process."""
    survey = read_survey(workers.survey) if workers.survey else None
    return Pipeline(workers.stages, json.loads(workers.options), survey=survey)
