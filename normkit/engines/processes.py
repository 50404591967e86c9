"""Run shards in worker processes."""

import multiprocessing
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from typing import Any

from normkit.engines import OutcomeT, Work, Worker
from normkit.errors import NormkitError
from normkit.shard import Shard

_AHEAD = 2  # shards in flight per worker


class WorkerError(NormkitError):
    """A worker process died."""


def run_processes(job: Work[OutcomeT], shards: Iterable[Shard], workers: int) -> Iterator[OutcomeT]:
    """Do shards in `workers` processes, a bounded number of them in flight.

    Raises WorkerError if a worker dies; what was committed before stays.
    """
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(workers, context, _start, (job,))
    shards = iter(shards)
    try:
        pending: deque[Future[OutcomeT]] = deque()
        pending.extend(pool.submit(_do, shard) for shard in islice(shards, workers * _AHEAD))
        while pending:
            outcome = pending.popleft().result()
            pending.extend(pool.submit(_do, shard) for shard in islice(shards, 1))
            yield outcome
    except BrokenProcessPool as error:
        msg = "a worker process died, perhaps for lack of memory; the same command continues the run"
        raise WorkerError(msg) from error
    finally:
        pool.shutdown(cancel_futures=True)


_worker: Worker[Any]


def _start(job: Work[Any]) -> None:
    """Build the pipeline once per process. An interrupt is the parent's to handle."""
    global _worker  # noqa: PLW0603 (a pool hands its workers no other place)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _worker = job.start()


def _do(shard: Shard) -> Any:  # noqa: ANN401 (what the job makes of a shard)
    return _worker.do(shard)
