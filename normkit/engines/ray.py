"""Run shards as Ray tasks, on this machine or on a cluster."""

import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, redirect_stdout
from functools import partial
from importlib import import_module
from typing import Any, TypeAlias

from normkit.bundles.shard import Shard
from normkit.engines import Engine, EngineError, OutcomeT, TakenT, Work, Worker, WorkerError, do, in_flight
from normkit.errors import NormkitError

_RETRIES = 3  # of a shard whose worker died

Ref: TypeAlias = Any
"""What Ray gives for a value that is somewhere, or will be."""


@contextmanager
def open_ray(workers: int, address: str | None) -> Iterator[Engine]:
    """Yield an engine that keeps two shards per worker in flight.

    A Ray that this program is connected to, or that answers at `address`, is used and left as it is; without
    one, Ray is started on this machine with `workers` processors, and stopped. Raises EngineError.
    """
    ray = import_ray()
    if ray.is_initialized():
        yield partial(run_ray, workers=workers)
        return
    session = _connect(ray, workers, address)
    try:
        with redirect_stdout(sys.stderr):  # where Ray tells of workers that died
            yield partial(run_ray, workers=workers)
    finally:
        ray.shutdown()  # of a cluster that was there already it only takes leave
        if session:
            shutil.rmtree(session, ignore_errors=True)


def import_ray(module: str = "ray", needs: str = "normkit[ray]") -> Any:  # noqa: ANN401 (a module)
    """Return Ray, or a part of it. Raises EngineError, saying what to install."""
    try:
        return import_module(module)
    except ImportError as error:
        msg = f"{module!r} cannot be imported ({error}); install it with pip install {needs!r}"
        raise EngineError(msg) from error


def _connect(ray: Any, workers: int, address: str | None) -> str | None:  # noqa: ANN401
    """Connect to a Ray, and return the folder that it will leave behind if it was started here."""
    quiet = {"log_to_driver": False, "logging_level": "ERROR"}
    try:
        if address:
            ray.init(address=address, **quiet)
            return None
        os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
        context = ray.init(address="local", num_cpus=workers, include_dashboard=False, **quiet)
        return str(context.address_info["session_dir"])
    except Exception as error:
        where = f"answers at {address!r}" if address else "can be started here"
        msg = f"no Ray {where} ({type(error).__name__}: {error}); use engine 'processes', or 'ray start --head'"
        raise EngineError(msg) from error


def run_ray(job: Work[TakenT, OutcomeT], shards: Iterable[Shard], workers: int) -> Iterator[OutcomeT]:
    """Do shards as tasks, a bounded number of them in flight. A shard whose worker died is done again.

    Raises WorkerError if that happens to one shard time and again; what was committed before stays.
    """
    ray = import_ray()
    task = ray.remote(max_retries=_RETRIES)(_do)
    shared = [ray.put(job)]  # in a list, so that a worker fetches it once, and not with every shard
    for ticket in in_flight(partial(task.remote, shared, sys.path), shards, 2 * workers):
        yield _outcome(ray, ticket)


def _outcome(ray: Any, ticket: Ref) -> Any:  # noqa: ANN401
    try:
        return ray.get(ticket)
    except ray.exceptions.RayTaskError as error:
        cause: Exception = error.cause
        if not isinstance(cause, ImportError):
            raise cause from (None if isinstance(cause, NormkitError) else error)
        msg = f"a Ray worker lacks a package ({cause}); install the same on every machine of the cluster"
        raise WorkerError(msg) from error
    except ray.exceptions.RayError as error:
        msg = (
            f"a Ray worker died ({type(error).__name__}), perhaps for lack of memory; "
            "the same command continues the run"
        )
        raise WorkerError(msg) from error


def take_path(path: Iterable[str]) -> None:
    """In a Ray worker: look for plugins where the run does, as other worker processes do by themselves."""
    sys.path[:] = dict.fromkeys([*path, *sys.path])


_workers: dict[str, tuple[Work[Any, Any], Worker[Any]]] = {}
"""In a Ray worker: the job that it served last, by its reference, and what does it."""


def _do(shared: list[Ref], path: list[str], shard: Shard) -> Any:  # noqa: ANN401 (what the job makes of a shard)
    (ref,) = shared
    if ref.hex() not in _workers:
        _workers.clear()
        take_path(path)
        job = import_ray().get(ref)
        _workers[ref.hex()] = job, job.start()
    return do(*_workers[ref.hex()], shard)
