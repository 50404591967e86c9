"""One document as the page shows it."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from normkit.record.record import Record
from normkit.report.marks import LIMIT, mark

_HEADLINE = 90


def detail(record: Record, reasons: Sequence[str]) -> dict[str, Any]:
    """Describe a document as JSON, bounded: of a very long one the beginning is shown, and it says so."""
    marked = mark(record)
    return {
        "index": record.index,
        "id": record.id,
        "name": record.name,
        "headline": _headline(record.text),
        "reasons": list(reasons),
        "raw": {"encoding": record.raw.encoding, "bytes": record.raw.bytes, "characters": marked.raw_length},
        "characters": len(record.text),
        "shown": marked.shown,
        "hidden": marked.hidden,
        "metadata": list(_metadata(record, marked.marks)),
        "problems": [problem.model_dump() for problem in record.problems],
        "marks": marked.marks,
        "pieces": marked.pieces,
    }


def _headline(text: str) -> str:
    line = next((line.strip() for line in text.split("\n") if line.strip()), "")
    return line if len(line) <= _HEADLINE else f"{line[: _HEADLINE - 1]}…"


def _metadata(record: Record, marks: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield each name with its value, and the numbers of the marks that are evidence for it."""
    for name, value in record.metadata.items():
        claims = [number for number, about in enumerate(marks) if about.get("name") == name]
        if isinstance(value, list):
            value = ", ".join(value)  # noqa: PLW2901 (as it is read)
        told = value if isinstance(value, str) else json.dumps(value)
        yield {"name": name, "value": None if value is None else told[:LIMIT], "claims": claims}
