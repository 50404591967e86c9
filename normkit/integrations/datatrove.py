"""A block of a datatrove pipeline."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic_core import from_json

from normkit.errors import UsageError
from normkit.integrations.rows import plan
from normkit.pipelines.pipeline import DEFAULT, Pipeline
from normkit.plugins.trust import Trust
from normkit.record.record import Record
from normkit.sources.raw_document import RawDocument

try:
    from datatrove.data import Document
    from datatrove.pipeline.base import PipelineStep
    from datatrove.utils.typeshelper import StatHints
except ImportError as error:
    _msg = f"datatrove cannot be imported ({error}); install it with pip install 'normkit[datatrove]'"
    raise UsageError(_msg) from error

RECORD = "normkit"
"""The metadata name under which a document carries its record."""


class Normalizer(PipelineStep):
    """Makes the text of each document clean, and its metadata say what normkit found.

    The metadata names that the stages write (`title`, `language`, …) are set, null where unknown; what stood
    there before is in the record's `extra`. The record itself, without its text, is JSON under `normkit`:
    `record_of(document)` reads it. Statistics count what changed, and problems by stage. Stages that observe
    need the `survey.bin` of a run. Raises UsageError; a task raises DriftError if it has other versions.
    """

    name = "normkit"
    type = "NORMALIZE"

    def __init__(
        self,
        stages: Sequence[str] = DEFAULT,
        options: Mapping[str, Mapping[str, Any]] | None = None,
        *,
        survey: str | Path | None = None,
        trust: Trust | None = None,
    ) -> None:
        """Check that the pipeline can be had; each task makes it anew."""
        super().__init__()
        self.job = plan(stages, options, survey, trust)

    def run(
        self,
        data: Iterator[Document] | None,
        rank: int = 0,  # noqa: ARG002 (as datatrove calls it)
        world_size: int = 1,  # noqa: ARG002
    ) -> Iterator[Document]:
        """Normalize the documents one by one."""
        pipeline = self.job.rebuild()
        for document in data or ():
            with self.track_time():
                record = _normalize(pipeline, document)
            self._count(record)
            yield document

    def _count(self, record: Record) -> None:
        self.stat_update(StatHints.total)
        if record.edits:
            self.stat_update("changed")
        for problem in record.problems:
            self.stat_update(f"problem_{problem.stage}")


def _normalize(pipeline: Pipeline, document: Document) -> Record:
    raw = document.text.encode(errors="surrogatepass")
    replaced = {name: value for name, value in document.metadata.items() if name in pipeline.types}
    record = pipeline.normalize(RawDocument(raw, id=document.id, extra=replaced))
    document.text = record.text
    document.metadata |= {**record.metadata, RECORD: record.model_dump_json(exclude={"text"})}
    return record


def record_of(document: Document) -> Record:
    """Return the record of a document that a `Normalizer` has seen, and whose text is still the same."""
    return Record.model_validate({**from_json(document.metadata[RECORD]), "text": document.text})
