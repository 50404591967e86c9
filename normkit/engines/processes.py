"""Run shards in worker processes."""

import multiprocessing
import signal
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any

from normkit.engines import OutcomeT, Work, Worker, WorkerError, in_flight
from normkit.shard import Shard


def run_processes(job: Work[OutcomeT], shards: Iterable[Shard], workers: int) -> Iterator[OutcomeT]:
    """Do shards in `workers` processes, a bounded number of them in flight.

    Raises WorkerError if a worker dies; what was committed before stays.
    """
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(workers, context, _start, (job,))
    try:
        for ticket in in_flight(lambda shard: pool.submit(_do, shard), shards, workers):
            yield ticket.result()
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
