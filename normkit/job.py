"""The work on a bundle as plain data, and the worker that does it shard by shard."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from normkit.counts import Counts, count
from normkit.document import RawDocument, Unreadable
from normkit.errors import NormkitError
from normkit.identity import identify
from normkit.parts import FORMS, Form, Row, check_form
from normkit.pipeline import Pipeline
from normkit.plugin_file import PluginFile
from normkit.profiling import Clock, ProfiledPipeline, ProfiledWorker
from normkit.record import Record
from normkit.safety import safe_path
from normkit.shard import Outcome, Shard
from normkit.survey import DEFAULT_BYTES
from normkit.survey_file import describe, parse_survey, survey_content
from normkit.trust import Trust

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

    def start(self) -> "Worker | ProfiledWorker[Outcome]":
        """Rebuild the pipeline. Raises DriftError if it is not the one that was planned."""
        form = FORMS[self.parts]
        if not self.profile:
            return Worker(self.rebuild(), form, text=self.text)
        clock = Clock()
        with clock.measuring("start"):
            pipeline = self.rebuild(clock)
        return ProfiledWorker(Worker(pipeline, clock.form(form), text=self.text), clock, "core")

    def rebuild(self, clock: Clock | None = None) -> Pipeline:
        """Return the pipeline, measured by `clock` if there is one.

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
        return pipeline


class Worker:
    """A pipeline that does shards."""

    def __init__(self, pipeline: Pipeline, form: Form, *, text: bool) -> None:
        self._pipeline = pipeline
        self._form = form
        self._text = text

    def do(self, shard: Shard) -> Outcome:
        """Normalize the documents of a shard; one that cannot be goes to quarantine."""
        part = f"part-{shard.number:05d}"
        rows: list[Row] = []
        reasons: list[str] = []
        files: list[tuple[str, bytes]] = []
        counts = Counts()
        for document in shard.documents:
            path = safe_path(document.name)
            try:
                record = self._normalize(document)
                rows.append(self._form.row(record))
            except Exception as error:  # noqa: BLE001 (one bad document never costs another)
                counts.quarantined += 1
                reasons.append(_reason(document, error))
                if isinstance(document, RawDocument) or document.raw:
                    files.append((f"quarantine/{path}", document.raw))
            else:
                counts.add(count(record))
                if self._text:
                    files.append((f"text/{path}", record.text.encode()))
        files.append((f"documents/{part}{self._form.suffix}", self._form.join(rows)))
        if reasons:
            files.append((f"quarantine/{part}.jsonl", "".join(f"{reason}\n" for reason in reasons).encode()))
        return Outcome(shard.number, shard.digest(), files, counts, reasons)

    def _normalize(self, document: RawDocument | Unreadable) -> Record:
        if isinstance(document, Unreadable):
            raise _UnreadableError(document.reason)
        return self._pipeline.normalize(document)


class _UnreadableError(Exception):
    """A document that a reader could not read; its message is for people."""


def _reason(document: RawDocument | Unreadable, error: Exception) -> str:
    reason = str(error) if isinstance(error, _UnreadableError) else f"{type(error).__name__}: {error}"
    return json.dumps({"index": document.index, "name": document.name, "reason": reason})
