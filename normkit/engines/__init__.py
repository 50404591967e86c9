"""Where shards run. An engine maps a job over shards and yields the outcomes in order."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Protocol, TypeVar

from normkit.bundles.shard import Shard
from normkit.errors import NormkitError, UsageError
from normkit.pipelines.place import Place
from normkit.sources.raw_document import RawDocument, Unreadable

ItemT = TypeVar("ItemT")
TakenT = TypeVar("TakenT")
TakenT_co = TypeVar("TakenT_co", covariant=True)
OutcomeT = TypeVar("OutcomeT")
OutcomeT_co = TypeVar("OutcomeT_co", covariant=True)
TicketT = TypeVar("TicketT")


class WorkerError(NormkitError):
    """A worker process died."""


class EngineError(UsageError):
    """An engine cannot be had as it was asked for."""


class Worker(Protocol[TakenT_co]):
    """Takes documents, some neighbours at a time."""

    def take(self, documents: Sequence[RawDocument | Unreadable]) -> TakenT_co:
        """Take some."""


class Work(Protocol[TakenT, OutcomeT_co]):
    """A job, to observe or to normalize: plain data of which every process makes its worker."""

    def start(self, place: Place | None = None, /) -> Worker[TakenT]:
        """Make one, to be watched at `place`."""

    def stopped(self, document: RawDocument | Unreadable, step: int, reason: str, /) -> TakenT:
        """Return what becomes of a document of which workers die, or that takes too long."""

    def join(self, shard: Shard, taken: Iterable[TakenT], /) -> OutcomeT_co:
        """Make the outcome of a shard of what became of all its documents, in order."""


class Engine(Protocol):
    """Where shards run."""

    def __call__(self, job: Work[TakenT, OutcomeT], shards: Iterable[Shard]) -> Iterator[OutcomeT]:
        """Do the shards, and yield the outcomes in order."""


def do(job: Work[TakenT, OutcomeT], worker: Worker[TakenT], shard: Shard) -> OutcomeT:
    """Have one worker do a whole shard."""
    return job.join(shard, [worker.take(piece) for piece in shard.pieces()])


def in_flight(submit: Callable[[ItemT], TicketT], items: Iterable[ItemT], most: int) -> Iterator[TicketT]:
    """Submit items, `most` of them ahead of the one that is asked for, and yield their tickets in order."""
    items = iter(items)
    pending = deque(map(submit, islice(items, most)))
    while pending:
        yield pending.popleft()
        pending.extend(map(submit, islice(items, 1)))
