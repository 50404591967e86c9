"""The choice of an engine."""

import os
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice

from normkit.bundles.shard import Shard
from normkit.engines import Engine, EngineError, OutcomeT, TakenT, Work
from normkit.engines.inline import run_inline
from normkit.engines.limits import DEFAULT_SECONDS, WorkerLimits

_PAYS = 2**21  # bytes; of the default pipeline two processes are as fast as one at half of it
ENGINES = ("inline", "processes", "ray")


@dataclass(frozen=True)
class EngineOptions:
    """Which engine, how many shards are worked on at a time, where, and what a document may take."""

    name: str | None = None
    """One of `ENGINES`; None: `inline` for one worker, `processes` for more."""
    workers: int | None = 1
    """None: one for each processor that this process may use, if there are some MB to do."""
    address: str | None = None
    """Of a Ray cluster that is there already; None: Ray is started here, for as long as it is needed."""
    seconds: float | None = None
    """Wall clock that a document may take; None: what `processes` allows anyway, elsewhere any."""
    megabytes: int | None = None
    """Memory in MiB that a worker process may have; None: all there is."""

    @property
    def engine(self) -> str:
        """The name of the engine that this is."""
        if self.name:
            return self.name
        return "processes" if self._is_limited or self.count > 1 else "inline"

    @property
    def _is_limited(self) -> bool:
        return self.seconds is not None or self.megabytes is not None

    @property
    def count(self) -> int:
        """How many workers there are."""
        if self.workers is None:
            return 1 if self.name == "inline" else _processors()
        return self.workers

    def check(self) -> None:
        """Raise EngineError if there is no such engine, or it cannot be had in this way."""
        if self.engine not in ENGINES:
            _refuse(f"there is no engine {self.engine!r}; name one of {', '.join(ENGINES)}")
        if self.engine == "inline" and self.count > 1:
            _refuse("engine 'inline' has one worker; name another engine, or drop the number")
        if self.engine != "ray" and self.address:
            _refuse(f"engine {self.engine!r} has no address; name engine 'ray', or drop the address")
        if self.engine != "processes" and self._is_limited:
            _refuse(
                f"engine {self.engine!r} cannot limit documents; name engine 'processes', or drop the limit"
            )

    def open(self) -> AbstractContextManager[Engine]:
        """Return the engine, to be used within `with`. Raises EngineError."""
        self.check()
        if self.engine == "processes":
            return self._open_processes()
        if self.engine == "ray":
            from normkit.engines.ray import open_ray  # noqa: PLC0415 (as below)

            return open_ray(self.count, self.address)
        return nullcontext(run_inline)

    @contextmanager
    def _open_processes(self) -> Iterator[Engine]:
        from normkit.engines.processes import open_processes  # noqa: PLC0415 (multiprocessing is slow to import)

        limits = WorkerLimits(DEFAULT_SECONDS if self.seconds is None else self.seconds, self.megabytes)
        undecided = self.name is None and self.workers is None and not self._is_limited
        with open_processes(self.count, limits) as engine:
            yield partial(_run_where_it_pays, engine) if undecided else engine


def _run_where_it_pays(
    processes: Engine, job: Work[TakenT, OutcomeT], shards: Iterable[Shard]
) -> Iterator[OutcomeT]:
    """Do what is little here: that takes no longer than starting processes."""
    shards = iter(shards)
    first = list(islice(shards, 2))
    size = sum(len(document.raw) for shard in first for document in shard.documents)
    return run_inline(job, first) if len(first) == 1 and size < _PAYS else processes(job, chain(first, shards))


def _refuse(message: str) -> None:
    raise EngineError(message)


def _processors() -> int:
    with_affinity = getattr(os, "sched_getaffinity", None)  # not everywhere
    return len(with_affinity(0)) if with_affinity else os.cpu_count() or 1
