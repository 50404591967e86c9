"""Rows that have a text in one column get the columns of its record."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from normkit.errors import UsageError
from normkit.jobs.job import Job
from normkit.pipelines.pipeline import Pipeline
from normkit.plugins.trust import Trust
from normkit.record.parts import columns, nested
from normkit.record.record import Record
from normkit.sources.raw_document import RawDocument

PLACE = ("id", "index", "name", "source")
"""Columns that are the record's own if a row has them."""


class RowError(UsageError):
    """A row holds no document."""


def plan(
    stages: Sequence[str],
    options: Mapping[str, Mapping[str, Any]] | None,
    survey: str | Path | None,
    trust: Trust | None,
) -> Job:
    """Check that the pipeline can be had, and note what it is. Raises UsageError."""
    given = Path(survey) if survey else None
    return Job.plan(tuple(stages), options, trust=trust, survey=given)


class RowNormalizer:
    """Adds the columns of records to rows. Pickled it is plain data; each process makes the pipeline anew."""

    def __init__(self, job: Job, field: str) -> None:
        self.job = job
        self.field = field

    def __getstate__(self) -> dict[str, Any]:
        """Leave out the pipeline: what is pickled, and a fingerprint of it, stays the same when it is used."""
        return {"job": self.job, "field": self.field}

    @cached_property
    def _pipeline(self) -> Pipeline:
        return self.job.rebuild()

    def record_columns(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """Return the columns of the record of a row: all null where its text is. Raises RowError."""
        document = row.get(self.field)
        if document is None and self.field in row:
            return dict.fromkeys(Record.model_fields)
        if not isinstance(document, str | bytes):
            msg = f"a row has {type(document).__name__} in column {self.field!r}; name one of text or bytes"
            raise RowError(msg)
        return columns(self._pipeline.normalize(_raw(document, row)))


def record_of(row: Mapping[str, Any]) -> Record:
    """Return the record whose columns stand in a row. Raises KeyError if one is missing."""
    texts = {name: str(row[name]) for name in ("id", "name", "source")}  # some tables keep numbers numbers
    return Record.model_validate({**nested({name: row[name] for name in Record.model_fields}), **texts})


def _raw(document: str | bytes, row: Mapping[str, Any]) -> RawDocument:
    raw = document.encode(errors="surrogatepass") if isinstance(document, str) else document
    key, name, source = ("" if (value := row.get(n)) is None else str(value) for n in ("id", "name", "source"))
    return RawDocument(raw, int(row.get("index") or 0), key, name, source)
