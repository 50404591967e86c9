"""Run shards in this process, one after the other."""

from collections.abc import Iterable, Iterator

from normkit.engines import OutcomeT, Work
from normkit.shard import Shard


def run_inline(job: Work[OutcomeT], shards: Iterable[Shard]) -> Iterator[OutcomeT]:
    """Do each shard when its outcome is asked for."""
    return map(job.start().do, shards)
