"""Normalize a Ray Dataset that is there already; `normkit run --engine ray` reads and writes bundles."""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from normkit.document import RawDocument
from normkit.engines.ray import import_ray, take_path
from normkit.errors import UsageError
from normkit.job import Job
from normkit.parts import FORMS
from normkit.pipeline import DEFAULT
from normkit.record import Record
from normkit.trust import Trust

if TYPE_CHECKING:
    from ray.data import Dataset


class RowError(UsageError):
    """A row holds no document."""


def normalize(  # noqa: PLR0913 (as many as there are questions)
    dataset: "Dataset",
    stages: Sequence[str] = DEFAULT,
    options: Mapping[str, Mapping[str, Any]] | None = None,
    *,
    field: str = "text",
    workers: int = 1,
    survey: str | Path | None = None,
    trust: Trust | None = None,
) -> "Dataset":
    """Return `dataset` with the columns of records: `text` is the clean text, nested columns are JSON.

    The column `field` holds each document, as text or bytes; where it is null, so are the record's columns.
    Columns `id`, `index`, `name` and `source` are the record's own if the rows have them, and all others stay.
    Nothing is computed before the result is used, and then in `workers` actors. Stages that observe need the
    `survey.bin` of a run. Raises UsageError; an actor raises DriftError if it has other versions.
    """
    import_ray("ray.data", "ray[data]")
    given = Path(survey) if survey else None
    job = Job.plan(tuple(stages), options, parts="parquet", trust=trust, survey=given)
    arguments = job, field, sys.path
    return dataset.map(Normalizer, fn_constructor_args=arguments, concurrency=workers)


class Normalizer:
    """What an actor of Ray does with rows."""

    def __init__(self, job: Job, field: str, path: Sequence[str]) -> None:
        take_path(path)
        self._pipeline = job.rebuild()
        self._columns = FORMS[job.parts].row
        self._field = field

    def __call__(self, row: dict[str, Any]) -> dict[str, Any]:
        """Add the columns of its record to a row. Raises RowError."""
        document = row.get(self._field)
        if document is None and self._field in row:
            return {**row, **dict.fromkeys(Record.model_fields)}
        if not isinstance(document, str | bytes):
            msg = f"a row has {type(document).__name__} in column {self._field!r}; name one of text or bytes"
            raise RowError(msg)
        return {**row, **self._columns(self._pipeline.normalize(_document(document, row)))}


def _document(document: str | bytes, row: Mapping[str, Any]) -> RawDocument:
    raw = document.encode(errors="surrogatepass") if isinstance(document, str) else document
    key, name, source = ("" if (value := row.get(n)) is None else str(value) for n in ("id", "name", "source"))
    return RawDocument(raw, int(row.get("index") or 0), key, name, source)
