"""The work on a bundle as plain data, and the worker that does it shard by shard."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from normkit.bundle import Unreadable
from normkit.counts import Counts, count
from normkit.document import RawDocument
from normkit.errors import NormkitError
from normkit.identity import identify
from normkit.pipeline import Pipeline
from normkit.shard import Outcome, Shard


class DriftError(NormkitError):
    """A worker would not do the same work as the run that it serves."""


@dataclass(frozen=True)
class Job:
    """What to do with every document. Equal jobs on equal input give equal bytes."""

    stages: tuple[str, ...]
    options: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    text: bool = False
    identity: Mapping[str, Any] = field(default_factory=dict)
    """Everything that the output depends on besides the input: `identify` makes it."""

    @classmethod
    def plan(
        cls,
        stages: tuple[str, ...],
        options: Mapping[str, Mapping[str, Any]] | None = None,
        *,
        text: bool = False,
    ) -> "Job":
        """Check that the pipeline can be built, and note what it is. Raises UsageError."""
        pipeline = Pipeline(stages, options)
        return cls(stages, options or {}, text, identify(pipeline, text=text))

    def start(self) -> "Worker":
        """Rebuild the pipeline. Raises DriftError if it is not the one that was planned."""
        pipeline = Pipeline(self.stages, self.options)
        if identify(pipeline, text=self.text) != self.identity:
            msg = "a plugin or package was changed while the run was going on; start the run again"
            raise DriftError(msg)
        return Worker(pipeline, text=self.text)


class Worker:
    """A pipeline that does shards."""

    def __init__(self, pipeline: Pipeline, *, text: bool) -> None:
        self._pipeline = pipeline
        self._text = text

    def do(self, shard: Shard) -> Outcome:
        """Normalize the documents of a shard; one that cannot be goes to quarantine."""
        part = f"part-{shard.number:05d}"
        records: list[bytes] = []
        reasons: list[bytes] = []
        files: dict[str, bytes] = {}
        counts = Counts()
        for document in shard.documents:
            try:
                if isinstance(document, Unreadable):
                    raise OSError(document.reason)  # noqa: TRY301 (an unreadable document is one more that fails)
                record = self._pipeline.normalize(document)
                counts.add(count(record))
                records.append(record.model_dump_json().encode() + b"\n")
                if self._text:
                    files[f"text/{document.name}"] = record.text.encode()
            except Exception as error:  # noqa: BLE001 (one bad document never costs another)
                counts.quarantined += 1
                reasons.append(_reason(document, error))
                if isinstance(document, RawDocument):
                    files[f"quarantine/{document.name}"] = document.raw
        files[f"documents/{part}.jsonl"] = b"".join(records)
        if reasons:
            files[f"quarantine/{part}.jsonl"] = b"".join(reasons)
        return Outcome(shard.number, shard.digest(), files, counts)


def _reason(document: RawDocument | Unreadable, error: Exception) -> bytes:
    reason = f"{type(error).__name__}: {error}"
    return json.dumps({"index": document.index, "name": document.name, "reason": reason}).encode() + b"\n"
