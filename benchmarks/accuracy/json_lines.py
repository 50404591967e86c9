"""Rows of labelled data: JSON lines, plain or as .xz."""

import json
import lzma
from collections.abc import Iterator
from pathlib import Path
from typing import Any

UNREADABLE = (OSError, EOFError, lzma.LZMAError, ValueError, KeyError, TypeError)
"""What reading rows of something else, or of half a file, raises."""


def json_lines(path: Path) -> Iterator[Any]:
    """Yield what each line holds; blank ones are none. Raises what is `UNREADABLE`."""
    with (lzma.open if path.suffix == ".xz" else open)(path, "rt", encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())
