"""How all trainings are called."""

import sys
from datetime import UTC, date, datetime
from pathlib import Path

from benchmarks.command import Parser


def data(description: str | None, count: int | str) -> list[Path]:
    """Return so many paths of data from the command line, `+` for any number.

    Without one of them nothing is trained, and the exit code is 0.
    """
    parser = Parser(description=description)
    parser.add_argument("data", type=Path, nargs=count, metavar="DATA")
    paths: list[Path] = parser.parse_args().data
    if missing := [str(path) for path in paths if not path.exists()]:
        sys.stdout.write(f"skipped: there is no {', '.join(missing)}\n")
        sys.exit()
    return paths


def today() -> date:
    """Return the day that a card bears."""
    return datetime.now(tz=UTC).date()
