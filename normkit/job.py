"""The work on a bundle as plain data, and the worker that does it."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from normkit.counts import Counts, count
from normkit.document import RawDocument, Unreadable
from normkit.errors import NormkitError
from normkit.identity import identify
from normkit.parts import FORMS, Form, Row, check_form
from normkit.pipeline import Pipeline
from normkit.place import NO_STEP, Place
from normkit.plugin_file import PluginFile
from normkit.profiling import Clock, ProfiledPipeline, ProfiledWorker
from normkit.record import Record
from normkit.safety import safe_path
from normkit.shard import Outcome, Shard, Stopped
from normkit.survey import DEFAULT_BYTES
from normkit.survey_file import describe, parse_survey, survey_content
from normkit.trust import Trust

_SURVEY = "the survey of this run"  # what messages call it
_SUFFIX = ".txt"  # of quarantined documents, so that their folder is a bundle
_NOTHING: Mapping[str, str | None] = MappingProxyType({})


class DriftError(NormkitError):
    """A worker would not do the same work as the run that it serves."""


@dataclass
class Taken:
    """What became of some documents."""

    rows: list[Row] = field(default_factory=list)
    files: list[tuple[str, bytes]] = field(default_factory=list)
    counts: Counts = field(default_factory=Counts)
    reasons: list[str] = field(default_factory=list)
    stopped: list[Stopped] = field(default_factory=list)
    cpu: dict[str, float] = field(default_factory=dict)

    def quarantine(
        self, document: RawDocument | Unreadable, reason: str, about: Mapping[str, str | None] = _NOTHING
    ) -> None:
        """Keep the bytes of a document that could not be processed, and why."""
        self.counts.quarantined += 1
        extra = {"extra": document.extra} if isinstance(document, RawDocument) and document.extra else {}
        row = {"index": document.index, "name": document.name, **extra, **about, "reason": reason}
        self.reasons.append(json.dumps(row, default=str))
        if isinstance(document, RawDocument) or document.raw:
            name = safe_path(document.name).removesuffix(_SUFFIX) + _SUFFIX
            self.files.append((f"quarantine/{name}", document.raw))

    def add(self, other: "Taken") -> None:
        """Add what became of the documents that follow, in place."""
        self.rows += other.rows
        self.files += other.files
        self.counts.add(other.counts)
        self.reasons += other.reasons
        self.stopped += other.stopped


@dataclass(frozen=True)
class Job:
    """What to do with every document. Equal jobs on equal input give equal bytes."""

    stages: tuple[str, ...]
    options: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    text: bool = False
    parts: str = "jsonl"
    identity: Mapping[str, Any] = field(default_factory=dict)
    """Everything that the output depends on besides the input: `identify` makes it."""
    trust: Trust | None = None
    survey: bytes | None = field(default=None, repr=False)
    """The content of the file of the counts that stages are given: other machines may not see the file."""
    profile: bool = False
    """Whether outcomes say what they took; the output is the same."""
    plugins: tuple[PluginFile, ...] = ()
    """Where stages are looked for first."""
    survey_bytes: int | None = None
    """How large a survey of the bundle is to be made first, if any."""

    @classmethod
    def plan(  # noqa: PLR0913 (as many as there are questions)
        cls,
        stages: tuple[str, ...],
        options: Mapping[str, Mapping[str, Any]] | None = None,
        *,
        text: bool = False,
        parts: str = "jsonl",
        trust: Trust | None = None,
        survey: int | Path | None = DEFAULT_BYTES,
        plugins: tuple[PluginFile, ...] = (),
    ) -> "Job":
        """Check that the pipeline and the form of the parts can be had, and note what they are.

        `survey` is the size in bytes of one that is made if a stage observes, or the file of one, or None.
        Raises UsageError.
        """
        check_form(parts)
        pipeline = Pipeline(stages, options, trust, plugins=plugins)
        identity = identify(pipeline, text=text, parts=parts)
        job = cls(stages, options or {}, text, parts, identity, trust, plugins=plugins)
        if isinstance(survey, Path):
            content, origin = survey_content(survey), f"survey {str(survey)!r}"
            Pipeline(stages, options, trust, parse_survey(content, origin), plugins)
            job = job.counted_in(content, given=True)
        elif survey and pipeline.observing:
            pipeline.begin_survey(survey)
            job = replace(job, survey_bytes=survey)
        return job

    def counted_in(self, survey: bytes, *, given: bool) -> "Job":
        """Return this job with the survey of which `survey` is the file's content."""
        about = {**describe(survey, _SURVEY), "given": given}
        return replace(self, survey=survey, identity={**self.identity, "survey": about})

    def start(self, place: Place | None = None) -> "Worker | ProfiledWorker[Taken]":
        """Rebuild the pipeline, to be watched at `place`.

        Raises DriftError if it is not the one that was planned.
        """
        form = FORMS[self.parts]
        if not self.profile:
            return Worker(self.rebuild(place=place), form, text=self.text)
        clock = Clock()
        with clock.measuring("start"):
            pipeline = self.rebuild(clock, place)
        return ProfiledWorker(Worker(pipeline, clock.form(form), text=self.text), clock, "core")

    def stopped(self, document: RawDocument | Unreadable, step: int, reason: str) -> Taken:
        """Return what becomes of a document that would have killed its worker in a step, or NO_STEP."""
        planned = {} if step == NO_STEP else self.identity["pipeline"][step]
        about = {name: planned.get(name) for name in ("stage", "distribution", "version")}
        taken = Taken()
        taken.quarantine(document, reason, about)
        taken.stopped.append(Stopped(index=document.index, name=document.name, reason=reason, **about))
        return taken

    def join(self, shard: Shard, taken: Iterable[Taken]) -> Outcome:
        """Make one outcome of what became of all documents of a shard."""
        clock, whole = Clock(), Taken()
        with clock.measuring("core"):
            for some in taken:
                whole.add(some)
                clock.add(some.cpu)
            part, form = f"part-{shard.number:05d}", FORMS[self.parts]
            with clock.measuring("write"):
                whole.files.append((f"documents/{part}{form.suffix}", form.join(whole.rows)))
            if whole.reasons:
                lines = "".join(f"{reason}\n" for reason in whole.reasons)
                whole.files.append((f"quarantine/{part}.jsonl", lines.encode()))
            digest = shard.digest()
        cpu = clock.take() if self.profile else {}
        return Outcome(shard.number, digest, whole.files, whole.counts, whole.reasons, whole.stopped, cpu)

    def rebuild(self, clock: Clock | None = None, place: Place | None = None) -> Pipeline:
        """Return the pipeline, measured by `clock` and watched at `place`, if there are any.

        Raises DriftError if it is not the one that was planned.
        """
        survey = parse_survey(self.survey, _SURVEY) if self.survey else None
        arguments = self.stages, self.options, self.trust, survey, self.plugins
        pipeline = ProfiledPipeline(clock, *arguments) if clock else Pipeline(*arguments)
        about = self.identity.get("survey")
        if identify(pipeline, text=self.text, parts=self.parts, survey=about) != self.identity:
            msg = (
                "a plugin or package was changed while the run was going on, or is another one on a worker's "
                "machine; start the run again, with the same everywhere"
            )
            raise DriftError(msg)
        pipeline.place = place or pipeline.place
        return pipeline


class Worker:
    """A pipeline that takes documents."""

    def __init__(self, pipeline: Pipeline, form: Form, *, text: bool) -> None:
        self._pipeline = pipeline
        self._form = form
        self._text = text

    def take(self, documents: Sequence[RawDocument | Unreadable]) -> Taken:
        """Normalize some documents; one that cannot be goes to quarantine.

        Raises MemoryError where that is watched: it is then known which document it was.
        """
        place, taken = self._pipeline.place, Taken()
        for number, document in enumerate(documents):
            place.begin(number)
            try:
                record = self._normalize(document)
                row = self._form.row(record)
            except Exception as error:
                if place.watched and isinstance(error, MemoryError):
                    raise
                taken.quarantine(document, _reason(error))
            else:
                taken.rows.append(row)
                taken.counts.add(count(record))
                if self._text:
                    taken.files.append((f"text/{safe_path(document.name)}", record.text.encode()))
        place.begin(len(documents))
        return taken

    def _normalize(self, document: RawDocument | Unreadable) -> Record:
        if isinstance(document, Unreadable):
            raise _UnreadableError(document.reason)
        return self._pipeline.normalize(document)


class _UnreadableError(Exception):
    """A document that a reader could not read; its message is for people."""


def _reason(error: Exception) -> str:
    return str(error) if isinstance(error, _UnreadableError) else f"{type(error).__name__}: {error}"
