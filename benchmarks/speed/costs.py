"""CPU time of normkit, its steps and its competitors, from one interleaved run."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from statistics import median
from time import process_time
from typing import Any, TypeVar

from benchmarks.speed.competitors import BASE, Work, competitors
from normkit import RawDocument, decode
from normkit.bundles.shard import Shard
from normkit.engines import Work as NormkitWork, do
from normkit.engines.inline import run_inline
from normkit.jobs.job import Job
from normkit.jobs.observing import Observing
from normkit.jobs.profiling import Clock
from normkit.runs.surveying import make_survey

ItemT = TypeVar("ItemT")

_BLOCK = 20  # documents that each has before the next one's turn


def measure_costs(documents: list[RawDocument], stages: tuple[str, ...], rounds: int) -> dict[str, float]:
    """Return CPU time as ratios to `ftfy.fix_text` within each round, medians of rounds, the highest first.

    Each block of documents is given to all in turn, everything warm.
    """
    blocks = [Shard(n, [*documents[n : n + _BLOCK]]) for n in range(0, len(documents), _BLOCK)]
    normkit, others = Normkit(stages, blocks), competitors()
    _measure(blocks[:1], normkit, others)
    measured = [_measure(blocks, normkit, others) for _ in range(rounds)]
    ratios = {name: median(one[name] / one[BASE] for one in measured) for name in measured[0]}
    return dict(sorted(ratios.items(), key=lambda item: -item[1]))


class Normkit:
    """A run of normkit without its reading of files and its writing to the disk, and one without stages."""

    def __init__(self, stages: tuple[str, ...], blocks: Sequence[Shard]) -> None:
        """Survey the blocks first, if a stage observes."""
        job = replace(Job.plan(stages), profile=True)
        survey = make_survey(job, blocks, run_inline, Clock()) if job.survey_bytes else None
        jobs: list[NormkitWork[Any, Any]] = (
            [job.counted_in(survey, given=False), Observing(job)] if survey else [job]
        )
        self._workers = [_worker(each) for each in jobs]
        self._floor = _worker(Job.plan((), survey=None))

    def do(self, block: Shard) -> Mapping[str, float]:
        """Return the seconds of each part, and of all together."""
        cpu: Counter[str] = Counter()
        for worker in self._workers:
            cpu.update(worker(Shard(block.number, block.documents)).cpu)
        parts = {f"normkit: {name}": seconds for name, seconds in cpu.items()}
        floor = _seconds(self._floor, [Shard(block.number, block.documents)])
        return {"normkit": sum(cpu.values()), **parts, "normkit without stages": floor}


def _worker(job: NormkitWork[Any, Any]) -> Callable[[Shard], Any]:
    return partial(do, job, job.start())


def _measure(blocks: Sequence[Shard], normkit: Normkit, others: Mapping[str, Work]) -> Mapping[str, float]:
    spent: Counter[str] = Counter()
    for block in blocks:
        spent.update(normkit.do(block))
        texts = [decode(document.raw).text for document in block.documents]
        spent.update({name: _seconds(work, texts) for name, work in others.items()})
    return spent


def _seconds(work: Callable[[ItemT], object], items: Iterable[ItemT]) -> float:
    start = process_time()
    for item in items:
        work(item)
    return process_time() - start
