"""A function for `map` of Hugging Face datasets."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from normkit.integrations.rows import PLACE, RowNormalizer, plan
from normkit.pipelines.pipeline import DEFAULT
from normkit.plugins.trust import Trust


def normalizer(
    stages: Sequence[str] = DEFAULT,
    options: Mapping[str, Mapping[str, Any]] | None = None,
    *,
    field: str = "text",
    survey: str | Path | None = None,
    trust: Trust | None = None,
) -> "DatasetNormalizer":
    """Return a function that adds the columns of records: `text` is the clean text, nested columns are JSON.

    `dataset.map(normalizer())`, with `batched=True` or without, in one process or several. The column `field`
    holds each document, as text or bytes; where it is null, so are the record's columns. Columns `id`, `index`,
    `name` and `source` are the record's own if the rows have them, and all others stay. The fingerprint that
    `map` keeps its cache by depends on stages, options and versions alone. Stages that observe need the
    `survey.bin` of a run. Raises UsageError; a process raises DriftError if it has other versions.
    """
    return DatasetNormalizer(plan(stages, options, survey, trust), field)


class DatasetNormalizer(RowNormalizer):
    """What `map` calls, with a row or with a batch of them."""

    def __call__(self, rows: Mapping[str, Any]) -> dict[str, Any]:
        """Return the columns of records: of a batch, where the column of the text is a list, lists."""
        if not isinstance(rows.get(self.field), list):
            return self.record_columns(rows)
        names = [name for name in (self.field, *PLACE) if name in rows]  # datasets decode what is asked for
        values = zip(*(rows[name] for name in names), strict=True)
        records = [self.record_columns(dict(zip(names, row, strict=True))) for row in values]
        return {name: [record[name] for record in records] for name in records[0]} if records else {}
