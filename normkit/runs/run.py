"""The main job: a bundle in, an output folder out."""

import json
import os
import platform
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeAlias

from normkit.bundle import Bundle, open_bundle
from normkit.counts import Counts
from normkit.document import RawDocument, Unreadable
from normkit.engines.options import EngineOptions
from normkit.job import Job
from normkit.pipeline import DEFAULT
from normkit.profiling import Clock
from normkit.runs.files import PARTIAL, OutputError, lock, make_folder, refuse_links, write_file
from normkit.runs.output import Output
from normkit.runs.surveying import SURVEY, keep_survey, make_survey, ready_survey
from normkit.shard import Shard, shards
from normkit.survey import DEFAULT_BYTES
from normkit.survey_file import parse_header

_LOCK = ".lock"
_INLINE = EngineOptions()

OnShard: TypeAlias = Callable[[Counts], None]


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
) -> Counts:
    """Normalize a bundle into the folder `out`, as `normkit run` does; `records` reads the result.

    Called again with the same arguments it continues what was stopped. With more than one worker the calling
    script needs the usual `if __name__ == "__main__":`. `engine` is "inline", "processes" or "ray", the last
    on the cluster at `address`, or started here; the output is the same. `survey` is the size in bytes of the
    counts that are made first if a stage observes; or the `survey.bin` of another run, whose counts are used;
    or None. Raises UsageError.
    """
    survey = Path(survey) if isinstance(survey, str) else survey
    job = Job.plan(tuple(stages), options, text=text, parts=parts, survey=survey)
    return execute(open_bundle(str(bundle)), Path(out), job, EngineOptions(engine, workers, address))


def execute(
    bundle: Bundle,
    out: Path,
    job: Job,
    options: EngineOptions = _INLINE,
    *,
    on_shard: OnShard = lambda _: None,
) -> Counts:
    """Take every document of `bundle` through `job` and leave the result in `out`.

    If a stage observes, and the bundle can be read twice and holds more than one document, it is surveyed
    first. An output that a killed run left is continued; a finished one is only checked. `on_shard` is told
    what each finished shard counts. Raises UsageError if bundle or output cannot be used, WorkerError if a
    worker dies; what was committed stays, and can be continued.
    """
    started, clock = time.monotonic(), Clock()
    documents = bundle.begin()
    _prepare(out)
    job = job if bundle.lasts else replace(job, survey_bytes=None)
    with _told_as_output_error(out), lock(out / _LOCK), options.open() as engine:
        survey = ready_survey(out, job)
        if job.survey_bytes and not survey:
            survey = make_survey(job, shards(documents), engine, clock)
            documents = bundle.begin()
        if survey:
            job = job.counted_in(survey, given=bool(job.survey))
        output = Output(out, job.identity)
        if survey:
            keep_survey(out, survey)
        surveyed = parse_header(survey, SURVEY).input if survey and job.survey_bytes else None
        todo = clock.each("read", _todo(bundle, documents, output, on_shard, surveyed))
        for outcome in engine(job, todo):
            clock.add(outcome.cpu)
            with clock.measuring("commit"):
                receipt = output.commit(outcome)
            del outcome  # or its files would be in memory while the next one's are made
            on_shard(receipt.counts)
        counts = output.finish(bundle.name)
        _write_facts(out, options, time.monotonic() - started, clock.take() if job.profile else None)
    return counts


@contextmanager
def _told_as_output_error(out: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        msg = f"output {str(out)!r} cannot be written: {error.strerror}; mend that and run it again"
        raise OutputError(msg) from error


def _prepare(out: Path) -> None:
    """Make the output folder; refuse one that holds anything but a run."""
    names = make_folder(out)
    if "job.json" not in names and names - {_LOCK, "job.json" + PARTIAL}:
        msg = f"output {str(out)!r} holds files that are no run's; name a new or empty folder"
        raise OutputError(msg)
    refuse_links(out)


def _todo(
    bundle: Bundle,
    documents: Iterable[RawDocument | Unreadable],
    output: Output,
    on_shard: OnShard,
    surveyed: str | None,
) -> Iterator[Shard]:
    """Yield the shards that have no receipt.

    Raises OutputError if the input is not what receipts tell of, or not what was `surveyed`, by its digest.
    """
    seen = set()
    digest = sha256()
    for shard in shards(documents):
        seen.add(shard.number)
        if surveyed:
            digest.update(shard.fingerprint)
        committed = output.committed.get(shard.number)
        if committed is None:
            yield shard
        elif committed == shard.digest():
            on_shard(output.receipt(shard.number).counts)
        else:
            _refuse(bundle, output)
    if output.committed.keys() - seen or (surveyed and digest.hexdigest() != surveyed):
        _refuse(bundle, output)


def _refuse(bundle: Bundle, output: Output) -> None:
    msg = (
        f"output {str(output.path)!r} holds a run of another input: {bundle.location!r} was changed since; "
        "name another output, or delete this one"
    )
    raise OutputError(msg)


def _write_facts(
    out: Path, options: EngineOptions, seconds: float, profile: Mapping[str, float] | None
) -> None:
    """Write what differs from run to run; the manifest holds what does not."""
    facts: dict[str, Any] = {
        "seconds": round(seconds, 3),
        "engine": options.engine,
        "workers": options.workers,
        "platform": platform.platform(),
        "processors": os.cpu_count(),
    }
    if profile:
        facts["profile"] = {name: round(value, 6) for name, value in sorted(profile.items())}
    write_file(out / "run.json", json.dumps(facts, indent=1).encode() + b"\n")
