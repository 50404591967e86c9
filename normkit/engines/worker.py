"""What runs in a worker process."""

import os
import signal
import sys
from collections.abc import MutableSequence
from contextlib import suppress
from multiprocessing import parent_process
from multiprocessing.connection import Connection
from threading import Thread
from typing import Any, NamedTuple

from normkit.engines import Work, Worker, WorkerError
from normkit.pipelines.place import Place
from normkit.tuning import tune

STARVED = 77
"""The exit code of a worker that had no memory left."""


class Failure(NamedTuple):
    """An answer: the error that a job's worker raised."""

    error: Exception


def serve(connection: "Connection[Any, Any]", cells: MutableSequence[float], megabytes: int | None) -> None:
    """Answer messages: a job, whose worker is then made, or documents, which that worker takes.

    The process ends when the other end of the connection is closed, when its parent dies, or for want of
    memory: none is left then to answer with.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt is the parent's to handle
    tune()
    _end_with_parent()
    if megabytes:
        _limit_memory(megabytes * 2**20)
    worker: Worker[Any] | None = None
    place = Place(cells)
    try:
        while True:
            message: Work[Any, Any] | list[Any] = connection.recv()
            try:
                if isinstance(message, list):
                    assert worker is not None, "a job comes first"
                    answer = worker.take(message)
                else:
                    worker, answer = message.start(place), None
            except MemoryError:
                raise
            except Exception as error:  # noqa: BLE001 (raised where the outcome is waited for)
                answer = Failure(error)
            _send(connection, answer)
    except EOFError:
        return
    except MemoryError:
        os._exit(STARVED)


def _send(connection: "Connection[Any, Any]", answer: object) -> None:
    try:
        connection.send(answer)
    except OSError:  # nobody waits for it
        os._exit(0)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 (an error that holds what cannot be pickled)
        told = answer.error if isinstance(answer, Failure) else error
        connection.send(Failure(WorkerError(f"a worker failed: {type(told).__name__}: {told}")))


def _end_with_parent() -> None:
    """See to it that no worker outlives its run, whatever it is at."""
    with suppress(Exception):  # what Linux offers ends even code that never lets another thread run
        import ctypes  # noqa: PLC0415

        ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
    Thread(target=_wait_for_parent, daemon=True).start()


def _wait_for_parent() -> None:
    parent = parent_process()
    assert parent is not None, "workers are started by a run"
    parent.join()
    os._exit(1)


def _limit_memory(size: int) -> None:
    with suppress(ImportError):
        import resource  # noqa: PLC0415 (not on Windows)

        if sys.platform == "linux":  # others do not count all that a process allocates
            resource.setrlimit(resource.RLIMIT_DATA, (size, size))
