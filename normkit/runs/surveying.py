"""The survey of a run: given, kept from a run that was stopped, or made."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeAlias

from normkit.bundles.shard import Shard
from normkit.engines import Engine
from normkit.jobs.job import Job
from normkit.jobs.observing import Observed, Observing, add_up
from normkit.jobs.profiling import Clock
from normkit.runs.claim import check_claim, claimed
from normkit.runs.files import write_file
from normkit.surveys.file import parse_header, write_survey

SURVEY = "survey.bin"

OnObserved: TypeAlias = Callable[[Observed], None]


def ready_survey(out: Path, job: Job) -> bytes | None:
    """Return the survey that the job is given, or that a stopped run of it has made, if it is whole.

    Raises OutputError if the output holds a run of another job, before a survey is made in vain.
    """
    if job.survey:
        return job.survey
    if not job.survey_bytes:
        return None
    about = claimed(out).get("survey")
    if not isinstance(about, dict) or about.get("given"):
        check_claim(out, job.identity)
        return None
    check_claim(out, {**job.identity, "survey": about})
    try:
        content = (out / SURVEY).read_bytes()
    except OSError:
        return None
    whole = hashlib.sha256(content).hexdigest() == about.get("sha256")
    return content if whole and parse_header(content, SURVEY).size == job.survey_bytes else None


def make_survey(
    job: Job, shards: Iterable[Shard], engine: Engine, clock: Clock, on_observed: OnObserved = lambda _: None
) -> bytes | None:
    """Have all shards observed. One document has no survey. `clock` is told what it takes."""
    survey = job.begin_survey()
    outcomes = clock.hear(engine(Observing(job), clock.each("read", shards)))
    add_up(survey, _each(outcomes, on_observed))
    return write_survey(survey) if survey.documents > 1 else None


def _each(outcomes: Iterable[Observed], on_observed: OnObserved) -> Iterator[Observed]:
    for observed in outcomes:
        on_observed(observed)
        yield observed


def keep_survey(out: Path, content: bytes) -> None:
    """Write it to the output, unless it is there."""
    path = out / SURVEY
    if not (path.exists() and path.read_bytes() == content):
        write_file(path, content)
