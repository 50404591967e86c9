# ruff: noqa: INP001 (a script, part of no package)
"""What the driver of a run takes: many shards of almost nothing, with an engine that does nothing.

    python benchmarks/driver.py [--shards N] [--bytes N] [--engine NAME] [--workers N] [--json FILE]

Each shard is one document of one byte. Its outcome is there already, with one part of so many bytes, so that
what is left is the driver's own: cutting the bundle, the files of a shard and its receipt, both synced, and at
the end the manifest. Then the finished run is continued, which reads every receipt and checks every part.
TMPDIR says on which disk: on one in memory syncing costs nothing. With --engine, workers of a real one do
the shards, in a pipeline without stages, and documents have so many bytes.
"""

import argparse
import json
import resource
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from time import perf_counter, process_time
from typing import Any
from unittest.mock import patch

from normkit import RawDocument
from normkit.bundles.shard import Outcome, Shard, shards
from normkit.engines.options import ENGINES, EngineOptions
from normkit.jobs.job import Job
from normkit.record.counts import Counts, RuleCounts
from normkit.runs.run import execute

_RULES = {
    f"stage.rule-{number}": RuleCounts(edits=1) for number in range(30)
}  # as many as a shard of pages has


@dataclass(frozen=True)
class Nothing(EngineOptions):
    """An engine whose workers cost nothing."""

    part: bytes = b""

    def open(self) -> Any:  # noqa: ANN401 (an engine, to be used within `with`)
        """Return it."""
        return nullcontext(self._run)

    def _run(self, _: object, shards: Iterable[Shard]) -> Iterator[Outcome]:
        for shard in shards:
            files = [(f"documents/part-{shard.number:05d}.jsonl", self.part)]
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


def measure(count: int, size: int, engine: EngineOptions) -> dict[str, float]:
    """Return seconds, peak memory and disk space of a run and of its continuation."""
    job, raw = Job.plan((), survey=None), b"x" if isinstance(engine, Nothing) else b"x" * size
    small = patch("normkit.runs.run.shards", partial(shards, limit=1))
    with tempfile.TemporaryDirectory() as folder, small:
        out = Path(folder) / "out"

        def run() -> object:
            return execute(Documents(count, raw), out, job, engine)  # type: ignore[arg-type]

        first, again = _spend(run), _spend(run)
        return {
            "shards": count,
            "seconds": first[0],
            "cpu": first[1],
            "cpu ms per shard": 1000 * first[1] / count,
            "seconds to continue": again[0],
            "cpu to continue": again[1],
            "receipt bytes": (out / "receipts/part-00000.json").stat().st_size,
            "manifest bytes": (out / "manifest.json").stat().st_size,
            "peak MiB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        }


def _spend(work: Callable[[], object]) -> tuple[float, float]:
    wall, cpu = perf_counter(), process_time()
    work()
    return perf_counter() - wall, process_time() - cpu


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shards", type=int, default=100_000)
    parser.add_argument("--bytes", type=int, default=1, help="of each part")
    parser.add_argument("--engine", choices=ENGINES)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the figures here")
    arguments = parser.parse_args()
    engine = EngineOptions(arguments.engine, arguments.workers) if arguments.engine else None
    figures = measure(arguments.shards, arguments.bytes, engine or Nothing(part=b"x" * arguments.bytes))
    for name, value in figures.items():
        sys.stdout.write(f"{name:<24}{value:>14,.2f}\n")
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
