"""Read the output of a run."""

import json
from collections.abc import Iterator
from contextlib import suppress
from itertools import chain
from pathlib import Path
from typing import Any

from normkit.record.parts import parts, read_part
from normkit.record.record import Record
from normkit.runs.files import OutputError

_FEW = 5


def records(out: str | Path) -> Iterator[Record]:
    """Return the records of a run in the order of its bundle. Raises OutputError if there are none."""
    found = parts(Path(out))
    if not found:
        msg = f"{str(out)!r} holds no records; name the output of 'normkit run'"
        raise OutputError(msg)
    return chain.from_iterable(map(read_part, found))


def manifest(out: Path) -> dict[str, Any]:
    """Return the manifest of a run. Raises OutputError if it is not finished, or none."""
    try:
        content = json.loads((out / "manifest.json").read_bytes())
        return {**content, "input": dict(content["input"]), "job": dict(content["job"])}
    except (OSError, ValueError, TypeError, LookupError) as error:
        msg = f"{str(out)!r} holds no finished run; finish it by the command that began it, or name another"
        raise OutputError(msg) from error


def quarantined(out: Path) -> Iterator[dict[str, Any]]:
    """Yield what a run says of each document that it set aside: its index, name, the reason, perhaps more."""
    for path in sorted((out / "quarantine").glob("part-*.jsonl")):
        with path.open(encoding="utf-8", errors="replace") as lines:
            for line in lines:
                with suppress(ValueError):
                    row = json.loads(line)
                    if isinstance(row, dict) and row.keys() >= {"index", "name", "reason"}:
                        yield row


def find(out: Path, key: str) -> Record:
    """Return the record whose id or name is `key`, or else begins with it.

    Raises OutputError if none does, or several do.
    """
    exact: list[Record] = []
    near: list[Record] = []
    for record in records(out):
        if key in (record.id, record.name):
            exact.append(record)
        elif record.id.startswith(key) or record.name.startswith(key):
            near = [*near, record][:_FEW]
    found = exact or near
    if len(found) == 1:
        return found[0]
    if found:
        some = ", ".join(repr(record.name) for record in found[:_FEW])
        msg = f"several documents have an id or name that begins with {key!r}: {some}; give more of it"
        raise OutputError(msg)
    msg = f"no document in {str(out)!r} has an id or name that begins with {key!r}"
    raise OutputError(msg)
