"""Where shards run. An engine maps a job over shards and yields the outcomes in order."""

from collections.abc import Iterable, Iterator
from typing import Protocol, TypeVar

from normkit.shard import Shard

OutcomeT = TypeVar("OutcomeT")
OutcomeT_co = TypeVar("OutcomeT_co", covariant=True)


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
