"""Normalize a Ray Dataset that is there already; `normkit run --engine ray` reads and writes bundles."""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from normkit.engines.ray import import_ray, take_path
from normkit.integrations.rows import RowNormalizer, plan
from normkit.jobs.job import Job
from normkit.pipelines.pipeline import DEFAULT
from normkit.plugins.trust import Trust

if TYPE_CHECKING:
    from ray.data import Dataset


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
    arguments = plan(stages, options, survey, trust), field, sys.path
    return dataset.map(Actor, fn_constructor_args=arguments, concurrency=workers)


class Actor(RowNormalizer):
    """What an actor of Ray does with rows."""

    def __init__(self, job: Job, field: str, path: Sequence[str]) -> None:
        take_path(path)
        super().__init__(job, field)

    def __call__(self, row: dict[str, Any]) -> dict[str, Any]:
        """Add the columns of its record to a row."""
        return {**row, **self.record_columns(row)}
