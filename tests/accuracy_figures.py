"""What `benchmarks/accuracy` writes about rows of a test."""

import json
import lzma
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from benchmarks.accuracy.__main__ import main


def figures_of(stage: str, data: Path, *arguments: str) -> dict[str, Any]:
    file = data.with_name("figures.json")
    main([stage, str(data), "--json", str(file), "--workers", "1", *arguments])
    return dict(json.loads(file.read_text(encoding="utf-8")))


def write_rows(file: Path, rows: Iterable[object]) -> Path:
    with lzma.open(file, "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps(row) + "\n" for row in rows)
    return file
