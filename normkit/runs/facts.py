"""What differs from run to run; the manifest holds what does not."""

import json
import os
import platform
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from normkit.engines.options import EngineOptions
from normkit.runs.files import write_file


def write_facts(out: Path, options: EngineOptions, seconds: float, cpu: Mapping[str, float] | None) -> None:
    """Write `run.json`: seconds of wall clock, where the run was, and what took `cpu` if that was measured."""
    facts: dict[str, Any] = {
        "seconds": round(seconds, 3),
        "engine": options.engine,
        "workers": options.count,
        "platform": platform.platform(),
        "processors": os.cpu_count(),
    }
    if cpu:
        facts["profile"] = {name: round(value, 6) for name, value in sorted(cpu.items())}
    write_file(out / "run.json", json.dumps(facts, indent=1).encode() + b"\n")
