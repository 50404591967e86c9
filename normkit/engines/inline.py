"""Run shards in this process, one after the other."""

from collections.abc import Iterable, Iterator

from normkit.job import Job
from normkit.shard import Outcome, Shard


def run_inline(job: Job, shards: Iterable[Shard]) -> Iterator[Outcome]:
    """Do each shard when its outcome is asked for."""
    return map(job.start().do, shards)
