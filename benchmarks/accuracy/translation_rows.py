"""Labelled texts, and what the translation stage says of each."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.accuracy import rows
from normkit import Pipeline

_CURLY = str.maketrans("“”‘’", "\"\"''")
_OPENING = re.compile(r"(?<![^\s(\[])[\"']")
_AROUND = "Skip to main content\nHome\nNews\nContact us\nSubscribe to our newsletter to get all of it by mail\n"
_BETWEEN = "\nAdvertisement\nShare this on all your networks\nRead more: what our readers liked this week\n"


class Row(NamedTuple):
    """A text with what is known of it."""

    text: str
    label: str
    group: str
    """The era of a machine translation, the domain of a native text."""
    language: str


class Measured(NamedTuple):
    """A text and what was said of it; a text that was not scored has score 0."""

    label: str
    group: str
    language: str
    words: int
    score: float
    verdict: bool
    changed: Mapping[str, bool]
    """The verdict on other forms of it."""
    rules: tuple[str, ...]
    """Those of its findings, each once."""


def read_rows(path: Path) -> list[Row]:
    """Read a file, or all of a folder. Raises UsageError."""
    files = sorted(path.glob("*.jsonl.xz")) if path.is_dir() else [path]
    return [row for file in files for row in rows.read_rows(file, _row, "text and label")]


def _row(row: Mapping[str, Any]) -> Row:
    group = {"mt": row.get("era"), "native": row.get("domain")}.get(row["label"])
    return Row(row["text"], row["label"], str(group or ""), str(row.get("source_lang") or ""))


def measure_row(pipeline: Pipeline, row: Row) -> Measured:
    """Run the stage over a text and its other forms."""
    record = pipeline.normalize(row.text)
    return Measured(
        label=row.label,
        group=row.group,
        language=row.language,
        words=len(row.text.split()),
        score=float(str(record.metadata["translation_score"] or 0)),
        verdict=record.metadata["machine_translated"] is True,
        changed={
            name: pipeline.normalize(text).metadata["machine_translated"] is True
            for name, text in forms(row.text).items()
        },
        rules=tuple(sorted({finding.rule.partition(".")[2] for finding in record.findings})),
    )


def forms(text: str) -> dict[str, str]:
    """Return other forms of a text, whose verdict should be the same.

    >>> forms('He said "no".')["curly"]
    'He said “no”.'
    """
    straight = text.translate(_CURLY)
    curly = _OPENING.sub(lambda match: "“" if match[0] == '"' else "‘", straight)
    return {
        "straight": straight,
        "curly": curly.replace('"', "”").replace("'", "’"),
        "surrounded": f"{_AROUND}{_BETWEEN.join(text.splitlines(keepends=True))}\n{_AROUND}",
    }
