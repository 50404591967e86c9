"""The main job: a bundle in, an output folder out."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import takewhile
from pathlib import Path
from typing import Any, TypeAlias

from normkit.bundles.bundle import Bundle, open_bundle
from normkit.bundles.shard import shards
from normkit.engines.options import EngineOptions
from normkit.jobs.job import Job
from normkit.jobs.profiling import Clock
from normkit.pipelines.pipeline import DEFAULT
from normkit.plugins.observers import Observers
from normkit.record.counts import Counts
from normkit.runs.claim import LOCK
from normkit.runs.facts import write_facts
from normkit.runs.files import (
    OutputError,
    lock,
    make_folder,
    partial_name,
    refuse_links,
    told_as_output_error,
)
from normkit.runs.output import Output
from normkit.runs.surveying import SURVEY, OnObserved, keep_survey, make_survey, ready_survey
from normkit.runs.to_do import OnShard, to_do
from normkit.surveys.file import parse_header
from normkit.surveys.survey import DEFAULT_BYTES

_INLINE = EngineOptions()

GoesOn: TypeAlias = Callable[[object], bool]


def run(  # noqa: PLR0913 (as many as there are questions)
    bundle: str | Path,
    out: str | Path,
    stages: Sequence[str] = DEFAULT,
    options: Mapping[str, Mapping[str, Any]] | None = None,
    *,
    workers: int = 1,
    engine: str | None = None,
    address: str | None = None,
    text: bool = False,
    parts: str = "jsonl",
    survey: int | str | Path | None = DEFAULT_BYTES,
    observers: Sequence[str] = (),
    document_seconds: float | None = None,
    worker_megabytes: int | None = None,
) -> Counts:
    """Normalize a bundle into the folder `out`, as `normkit run` does; `records` reads the result.

    Called again with the same arguments it continues what was stopped. With more than one worker the calling
    script needs the usual `if __name__ == "__main__":`. `engine` is "inline", "processes" or "ray", the last
    on the cluster at `address`, or started here; the output is the same. `survey` is the size in bytes of the
    counts that are made first if a stage observes; or the `survey.bin` of another run, whose counts are used;
    or None. A document that takes more than `document_seconds`, or makes a worker need more than
    `worker_megabytes` (MiB, on Linux), goes to quarantine; only processes have such limits. `observers` are
    told what becomes of the run. Raises UsageError.
    """
    survey = Path(survey) if isinstance(survey, str) else survey
    job = Job.plan(tuple(stages), options, text=text, parts=parts, survey=survey)
    where = EngineOptions(engine, workers, address, document_seconds, worker_megabytes)
    return execute(open_bundle(str(bundle)), Path(out), job, where, observers=Observers(observers))


def execute(  # noqa: PLR0913 (most of them only listen)
    bundle: Bundle,
    out: Path,
    job: Job,
    options: EngineOptions = _INLINE,
    *,
    on_shard: OnShard = lambda _: None,
    on_observed: OnObserved = lambda _: None,
    observers: Observers | None = None,
    goes_on: GoesOn = lambda _: True,
    clock: Clock | None = None,
) -> Counts:
    """Take every document of `bundle` through `job` and leave the result in `out`.

    If a stage observes, and the bundle can be read twice and holds more than one document, it is surveyed
    first. An output that a killed run left is continued; a finished one is only checked. `on_observed` is told
    of each shard that was surveyed, `on_shard` what each finished shard counts, `observers` what their hooks
    say, `clock` what CPU time was spent on; and `goes_on` is asked before each shard begins: where it does not,
    what is in flight is still committed. Raises KeyboardInterrupt then, UsageError if bundle or output cannot
    be used, WorkerError if workers cannot work; what was committed stays, and can be continued.
    """
    started, clock, observers = time.monotonic(), clock or Clock(), observers or Observers()
    documents = bundle.begin()
    _prepare(out)
    job = job if bundle.lasts else replace(job, survey_bytes=None)
    with told_as_output_error(out), lock(out / LOCK), options.open() as engine:
        survey = ready_survey(out, job)
        if job.survey_bytes and not survey:
            survey = make_survey(job, takewhile(goes_on, shards(documents)), engine, clock, on_observed)
            _check(goes_on)
            documents = bundle.begin()
        if survey:
            job = job.counted_in(survey, given=bool(job.survey))
        output = Output(out, job.identity)
        observers.started(out, job.stages)
        if survey:
            keep_survey(out, survey)
        surveyed = parse_header(survey, SURVEY).input if survey and job.survey_bytes else None
        todo = to_do(bundle, shards(documents), output, on_shard, surveyed)
        for outcome in engine(job, clock.each("read", takewhile(goes_on, todo))):
            clock.add(outcome.cpu)
            with clock.measuring("commit"):
                receipt = output.commit(outcome)
            observers.committed(out, receipt.shard, receipt.counts)
            del outcome  # or its files would be in memory while the next one's are made
            on_shard(receipt.counts)
        _check(goes_on)
        write_facts(out, options, time.monotonic() - started, clock.seconds if job.profile else None)
        counts = output.finish(bundle.name)  # a manifest is there when all is
        observers.finished(out, counts)
    return counts


def _check(goes_on: GoesOn) -> None:
    if not goes_on(None):
        raise KeyboardInterrupt


def _prepare(out: Path) -> None:
    """Make the output folder; refuse one that holds anything but a run."""
    names = make_folder(out)
    if "job.json" not in names and names - {LOCK, partial_name("job.json")}:
        msg = f"output {str(out)!r} holds files that belong to no run; name a new or empty folder"
        raise OutputError(msg)
    refuse_links(out)
