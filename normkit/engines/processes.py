"""Run shards in worker processes of this machine, supervised document by document."""

import signal
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from threading import local
from typing import Any, NamedTuple

from normkit.bundles.shard import Shard
from normkit.engines import Engine, OutcomeT, TakenT, Work, in_flight
from normkit.engines.limits import WorkerLimits
from normkit.engines.supervisor import Supervisor
from normkit.sources.raw_document import RawDocument, Unreadable

_AHEAD = 16  # pieces for each worker, so that one slow document does not hold up all


class _Piece(NamedTuple):
    """What of a shard goes to a worker together."""

    shard: Shard
    documents: list[RawDocument | Unreadable]
    is_last: bool


@contextmanager
def open_processes(workers: int, limits: WorkerLimits) -> Iterator[Engine]:
    """Yield an engine with `workers` processes, which are started when there is work for them.

    Each has a thread, so that no worker waits while outcomes are committed. Raises WorkerError if processes die
    whatever they are given; what was committed before stays.
    """
    pool = _Pool(workers, limits)
    try:
        yield pool.run
    except BaseException:
        pool.kill()
        raise
    finally:
        pool.close()


class _Pool:
    def __init__(self, workers: int, limits: WorkerLimits) -> None:
        self._threads = ThreadPoolExecutor(workers, initializer=_leave_interrupts)
        self._own = local()
        self._supervisors: list[Supervisor] = []
        self._ahead = _AHEAD * workers
        self._limits = limits

    def run(self, job: Work[TakenT, OutcomeT], shards: Iterable[Shard]) -> Iterator[OutcomeT]:
        """Do the shards, and yield the outcomes in order."""
        taken: list[TakenT] = []
        for piece, ticket in in_flight(partial(self._submit, job), _pieces(shards), self._ahead):
            taken += ticket.result()
            if piece.is_last:
                yield job.join(piece.shard, taken)
                taken = []

    def _submit(self, job: Work[TakenT, Any], piece: _Piece) -> Any:  # noqa: ANN401 (piece and future)
        return piece, self._threads.submit(self._take, job, piece.documents)

    def _take(self, job: Work[TakenT, Any], documents: list[RawDocument | Unreadable]) -> list[TakenT]:
        """Have the process of this thread take documents."""
        if not hasattr(self._own, "supervisor"):
            self._own.supervisor = Supervisor(self._limits)
            self._supervisors.append(self._own.supervisor)
        return list(self._own.supervisor.take(job, documents))

    def kill(self) -> None:
        """End all processes, whatever they are at."""
        for supervisor in self._supervisors:
            supervisor.kill()

    def close(self) -> None:
        """End all processes when they have taken the pieces that they are at."""
        self._threads.shutdown(cancel_futures=True)
        for supervisor in self._supervisors:
            supervisor.close()


def _leave_interrupts() -> None:
    """Leave them to the main thread: processes that this one starts do not hear them even while they start."""
    if hasattr(signal, "pthread_sigmask"):  # not on Windows
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})


def _pieces(shards: Iterable[Shard]) -> Iterator[_Piece]:
    for shard in shards:
        *others, last = shard.pieces()
        yield from (_Piece(shard, documents, is_last=False) for documents in others)
        yield _Piece(shard, last, is_last=True)
