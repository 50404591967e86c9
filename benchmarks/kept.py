"""Results that pages quote, as they were measured last: a file for each in `results`."""

import json
import os
import platform
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic import TypeAdapter

from normkit.pipelines.identity import packages

ResultT = TypeVar("ResultT")

FOLDER = Path(__file__).parent / "results"


@dataclass(frozen=True)
class Kept(Generic[ResultT]):
    """A result, and how it came about."""

    date: str
    command: str
    """DATA and PAGES stand for folders with data."""
    versions: dict[str, str]
    machine: str
    figures: ResultT

    def __str__(self) -> str:
        """Return how it came about, as a line of Markdown."""
        versions = ", ".join(f"{name} {self.versions[name]}" for name in ("normkit", "Python"))
        return f"*`{self.command}`, {self.date}, {versions}, {self.machine}.*"


def keep(name: str, command: str, figures: Any) -> None:  # noqa: ANN401 (whatever a benchmark writes)
    """Keep what a benchmark measured now, here and with what is installed."""
    kept = {
        "date": datetime.now(tz=UTC).date().isoformat(),
        "command": command,
        "versions": {"Python": platform.python_version(), **packages(frozenset({"normkit"}))},
        "machine": f"{platform.system()}, {os.cpu_count()} processors",
        "figures": figures,
    }
    text = json.dumps(kept, indent=1, ensure_ascii=False)
    (FOLDER / f"{name}.json").write_text(f"{text}\n", encoding="utf-8")


def read(name: str, kind: type[ResultT]) -> Kept[ResultT]:
    """Return what was kept, as the type that the benchmark has for it."""
    kept = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return Kept(**{**kept, "figures": TypeAdapter(kind).validate_python(kept["figures"])})
