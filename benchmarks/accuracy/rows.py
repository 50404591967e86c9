"""Rows of labelled data: JSON lines, plain or as .xz."""

import json
import lzma
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from normkit import UsageError

RowT = TypeVar("RowT")


def read_rows(path: Path, make: Callable[[Any], RowT], fields: str) -> list[RowT]:
    """Return what `make` makes of each row. Raises UsageError if there is none, or one lacks its `fields`."""
    try:
        rows = list(map(make, json_lines(path)))
    except (OSError, EOFError, lzma.LZMAError, ValueError, KeyError, TypeError) as error:
        msg = f"{path} holds no rows of {fields}: {error!r}"
        raise UsageError(msg) from error
    if not rows:
        msg = f"{path} is empty"
        raise UsageError(msg)
    return rows


def json_lines(path: Path) -> Iterator[Any]:
    """Yield what each line holds; blank ones are none."""
    with (lzma.open if path.suffix == ".xz" else open)(path, "rt", encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())
