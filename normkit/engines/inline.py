"""Run shards in this process, one after the other."""

from collections.abc import Iterable, Iterator

from normkit.bundles.shard import Shard
from normkit.engines import OutcomeT, TakenT, Work, do


def run_inline(job: Work[TakenT, OutcomeT], shards: Iterable[Shard]) -> Iterator[OutcomeT]:
    """Do each shard when its outcome is asked for."""
    worker = job.start()
    return (do(job, worker, shard) for shard in shards)
