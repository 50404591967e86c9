"""How much faster several workers are, on each engine that is installed."""

from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from statistics import median
from time import perf_counter

from normkit import RawDocument
from normkit.bundles.shard import Shard, shards
from normkit.engines.options import EngineOptions
from normkit.jobs.job import Job

_SHARD = 2**17  # bytes; small, so that a few MB keep the workers busy


def measure_scaling(
    documents: Sequence[RawDocument], stages: tuple[str, ...], workers: Sequence[int], rounds: int
) -> dict[str, float]:
    """Return MB per second of wall clock by engine and number of workers, medians of interleaved rounds.

    Starting an engine and its workers is not counted: time runs from when every worker has done a shard.
    """
    job = Job.plan(stages, survey=None)
    cut = list(shards(documents, _SHARD))
    choices = [EngineOptions("inline"), *(EngineOptions(name, n) for name in engines() for n in workers)]
    speeds: dict[str, list[float]] = {}
    for _ in range(rounds):
        for options in choices:
            speeds.setdefault(f"{options.engine} {options.count}", []).append(_speed(job, cut, options))
    return {name: median(values) for name, values in speeds.items()}


def engines() -> Iterator[str]:
    """Yield the engines with workers that are installed."""
    yield "processes"
    if find_spec("ray"):
        yield "ray"


def _speed(job: Job, cut: Sequence[Shard], options: EngineOptions) -> float:
    skipped = min(options.count * 2, len(cut) - 1)
    with options.open() as engine:
        outcomes = engine(job, cut)
        for _ in range(skipped):
            next(outcomes)
        start = perf_counter()
        size = sum(outcome.counts.bytes for outcome in outcomes)
        return size / 1e6 / (perf_counter() - start)
