"""Where shards run. An engine maps a job over shards and yields the outcomes in order."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Protocol, TypeVar

from normkit.errors import NormkitError, UsageError
from normkit.shard import Shard

OutcomeT = TypeVar("OutcomeT")
OutcomeT_co = TypeVar("OutcomeT_co", covariant=True)
TicketT = TypeVar("TicketT")


class WorkerError(NormkitError):
    """A worker process died."""


class EngineError(UsageError):
    """An engine cannot be had as it was asked for."""


class Worker(Protocol[OutcomeT_co]):
    """Does shards, one after the other."""

    def do(self, shard: Shard) -> OutcomeT_co:
        """Do one."""


class Work(Protocol[OutcomeT_co]):
    """A job, to observe or to normalize: plain data of which every process makes its worker."""

    def start(self) -> Worker[OutcomeT_co]:
        """Make one."""


class Engine(Protocol):
    """Where shards run."""

    def __call__(self, job: Work[OutcomeT], shards: Iterable[Shard]) -> Iterator[OutcomeT]:
        """Do the shards, and yield the outcomes in order."""


def in_flight(submit: Callable[[Shard], TicketT], shards: Iterable[Shard], workers: int) -> Iterator[TicketT]:
    """Submit shards, two per worker ahead of the one that is asked for, and yield their tickets in order."""
    shards = iter(shards)
    pending = deque(map(submit, islice(shards, 2 * workers)))
    while pending:
        yield pending.popleft()
        pending.extend(map(submit, islice(shards, 1)))
