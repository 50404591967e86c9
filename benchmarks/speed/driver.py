"""What the driver of a run takes: it cuts the bundle, hands out shards, commits what comes back, and ends."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from tempfile import TemporaryDirectory
from time import process_time
from typing import Any
from unittest.mock import patch

from benchmarks.speed.processes import in_own_process
from benchmarks.speed.scaling import engines
from normkit import RawDocument
from normkit.bundles.shard import Outcome, Shard, shards
from normkit.engines.options import EngineOptions
from normkit.jobs.job import Job
from normkit.record.counts import Counts, RuleCounts
from normkit.runs.run import execute

_RULES = {
    f"stage.rule-{number}": RuleCounts(edits=1) for number in range(30)
}  # as many as a shard of pages has
_SHARD = 2**22  # bytes, as the shards of a run have
_FULL = 50  # such shards for each engine, at most


def measure_driver(count: int, workers: Sequence[int]) -> dict[str, float]:
    """Return what many shards of almost nothing take of a driver, then what full ones do with each engine.

    Of the first, outcomes are there already: what is left is cutting the bundle, the files of a shard and its
    receipt, both synced, and at the end the manifest. Continuing the finished run reads every receipt and
    checks every part. With a real engine there are no stages.
    """
    figures: dict[str, float] = in_own_process(_many, count)
    for name in engines() if workers else ():
        figures[f"CPU ms per shard of 4 MiB, {name}"] = in_own_process(
            _full, name, max(workers), min(count, _FULL)
        )
    return figures


@dataclass(frozen=True)
class Nothing(EngineOptions):
    """An engine whose workers cost nothing."""

    def open(self) -> Any:  # noqa: ANN401 (an engine, to be used within `with`)
        """Return it."""
        return nullcontext(self._run)

    def _run(self, _: object, shards: Iterable[Shard]) -> Iterator[Outcome]:
        for shard in shards:
            files = [(f"documents/part-{shard.number:05d}.jsonl", [b"x"])]
            counts = Counts(documents=1, bytes=1, rules=_RULES)
            yield Outcome(shard.number, shard.digest(), files, counts, [])


@dataclass(frozen=True)
class Documents:
    """A bundle of documents that each fill a shard."""

    count: int
    raw: bytes
    name: str = "nothing"
    location: str = "nothing"
    lasts: bool = True

    def begin(self) -> Iterator[RawDocument]:
        """Return the documents."""
        return (RawDocument(self.raw, number, str(number)) for number in range(self.count))


def _many(count: int) -> dict[str, float]:
    with TemporaryDirectory() as folder:
        run = _run(Path(folder) / "out", Documents(count, b"x"), Nothing())
        first, again = _cpu_ms(run), _cpu_ms(run)
        manifest = (Path(folder) / "out/manifest.json").stat().st_size
    return {
        "shards": count,
        "CPU ms per shard": first / count,
        "CPU ms per shard to continue": again / count,
        "manifest, bytes per shard": manifest // count,
        "peak MiB": getrusage(RUSAGE_SELF).ru_maxrss // 1024,
    }


def _full(engine: str, workers: int, count: int) -> float:
    with TemporaryDirectory() as folder:
        bundle = Documents(count, b"x" * _SHARD)
        return _cpu_ms(_run(Path(folder) / "out", bundle, EngineOptions(engine, workers))) / count


def _run(out: Path, bundle: Documents, engine: EngineOptions) -> Callable[[], object]:
    return partial(execute, bundle, out, Job.plan((), survey=None), engine)  # type: ignore[arg-type]


def _cpu_ms(run: Callable[[], object]) -> float:
    """Run with each document in a shard of its own."""
    start = process_time()
    with patch("normkit.runs.run.shards", partial(shards, limit=1)):
        run()
    return 1000 * (process_time() - start)
