"""The work on a bundle as plain data."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from normkit.bundles.shard import Outcome, Shard, Stopped
from normkit.errors import NormkitError
from normkit.jobs.normalizing import Normalizer, Taken
from normkit.jobs.profiling import Clock, ProfiledPipeline, ProfiledWorker
from normkit.pipelines.identity import identify
from normkit.pipelines.pipeline import Pipeline
from normkit.pipelines.place import NO_STEP, Place
from normkit.plugins.file import PluginFile
from normkit.plugins.trust import Trust
from normkit.record.parts import FORMS, check_form
from normkit.sources.raw_document import RawDocument, Unreadable
from normkit.surveys.file import describe, parse_survey, survey_content
from normkit.surveys.survey import DEFAULT_BYTES, Survey

_SURVEY = "the survey of this run"  # what messages call it


class DriftError(NormkitError):
    """A worker would not do the same work as the run that it serves."""


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
    observing: Sequence[Mapping[str, Any]] = ()
    """The identities of the steps that are asked for it."""

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
            observing = [step.identity for step in pipeline.observing]
            job = replace(job, survey_bytes=survey, observing=observing)
            job.begin_survey()
        return job

    def begin_survey(self) -> Survey:
        """Return the survey that is to be made, with nothing counted. Raises SurveyError for an odd size."""
        return Survey(self.observing, self.survey_bytes or 0)

    def counted_in(self, survey: bytes, *, given: bool) -> "Job":
        """Return this job with the survey of which `survey` is the file's content."""
        about = {**describe(survey, _SURVEY), "given": given}
        return replace(self, survey=survey, identity={**self.identity, "survey": about})

    def start(self, place: Place | None = None) -> "Normalizer | ProfiledWorker[Taken]":
        """Rebuild the pipeline, to be watched at `place`.

        Raises DriftError if it is not the one that was planned.
        """
        form = FORMS[self.parts]
        if not self.profile:
            return Normalizer(self.rebuild(place=place), form, text=self.text)
        clock = Clock()
        with clock.measuring("start"):
            pipeline = self.rebuild(clock, place)
        return ProfiledWorker(Normalizer(pipeline, clock.form(form), text=self.text), clock, "core")

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
                lines = [f"{reason}\n".encode() for reason in whole.reasons]
                whole.files.append((f"quarantine/{part}.jsonl", lines))
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
