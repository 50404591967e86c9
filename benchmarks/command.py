"""How the commands of all benchmarks read their arguments and write their figures."""

import argparse
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any


class Parser(argparse.ArgumentParser):
    """Explains a command by the docstring of its module, as it stands there."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 (those of ArgumentParser)
        options.setdefault("formatter_class", argparse.RawDescriptionHelpFormatter)
        super().__init__(**options)

    def add_json(self) -> None:
        """Add where to write the figures."""
        self.add_argument("--json", type=Path, metavar="FILE", help="also write the figures here")


def number(text: str) -> int:
    """Return a number from an argument, at least one."""
    if not text.isdecimal() or int(text) < 1:
        msg = f"{text!r}: write a number from 1 on"
        raise argparse.ArgumentTypeError(msg)
    return int(text)


def write(file: Path | None, figures: Mapping[str, Any]) -> None:
    """Write figures as JSON, if a file is asked for."""
    if file:
        file.write_text(json.dumps(figures, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
