"""The choice of an engine."""

from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import partial

from normkit.engines import Engine, EngineError
from normkit.engines.inline import run_inline

ENGINES = ("inline", "processes", "ray")


@dataclass(frozen=True)
class EngineOptions:
    """Which engine, how many shards are worked on at a time, and where."""

    name: str | None = None
    """One of `ENGINES`; None: `inline` for one worker, `processes` for more."""
    workers: int = 1
    address: str | None = None
    """Of a Ray cluster that is there already; None: Ray is started here, for as long as it is needed."""

    @property
    def engine(self) -> str:
        """The name of the engine that this is."""
        return self.name or ("inline" if self.workers == 1 else "processes")

    def check(self) -> None:
        """Raise EngineError if there is no such engine, or it cannot be had in this way."""
        if self.engine not in ENGINES:
            _refuse(f"there is no engine {self.engine!r}; name one of {', '.join(ENGINES)}")
        if self.engine == "inline" and self.workers > 1:
            _refuse("engine 'inline' has one worker; name another engine, or drop the number")
        if self.engine != "ray" and self.address:
            _refuse(f"engine {self.engine!r} has no address; name engine 'ray', or drop the address")

    def open(self) -> AbstractContextManager[Engine]:
        """Return the engine, to be used within `with`. Raises EngineError."""
        self.check()
        if self.engine == "processes":
            from normkit.engines.processes import run_processes  # noqa: PLC0415 (multiprocessing is slow to import)

            return nullcontext(partial(run_processes, workers=self.workers))
        if self.engine == "ray":
            from normkit.engines.ray import open_ray  # noqa: PLC0415 (as above)

            return open_ray(self.workers, self.address)
        return nullcontext(run_inline)


def _refuse(message: str) -> None:
    raise EngineError(message)
