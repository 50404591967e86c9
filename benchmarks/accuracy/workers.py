"""Spread work over processes."""

from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import TypeVar

TaskT = TypeVar("TaskT")
ResultT = TypeVar("ResultT")

_AT_ONCE = 8  # tasks that a process is sent


def spread(work: Callable[[TaskT], ResultT], tasks: Sequence[TaskT], workers: int) -> list[ResultT]:
    """Return the results in the order of the tasks. One worker is this process; more are spawned."""
    if workers == 1:
        return list(map(work, tasks))
    with ProcessPoolExecutor(workers, get_context("spawn")) as pool:
        return list(pool.map(work, tasks, chunksize=_AT_ONCE))
