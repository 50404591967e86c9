"""Errors of the disk at any write, sync, renaming, deletion and new folder of a run."""

import errno
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.faults.disk import watched
from benchmarks.faults.outcome import Outcome
from benchmarks.faults.scenarios import Scenario, goes_well, scenarios, spread
from normkit.runs.files import OutputError

_ERRORS = {
    "disk full": errno.ENOSPC,
    "read-only": errno.EROFS,
    "I/O error": errno.EIO,
}


@dataclass
class _Failing:
    """Counts operations, and lets the one with the number `at` fail, perhaps with all that follow."""

    at: int | None = None
    error: int = 0
    lasting: bool = False
    count: int = 0

    def before(self, _: str, path: Path) -> None:
        number, self.count = self.count, self.count + 1
        if self.at is not None and (number == self.at or (self.lasting and number > self.at)):
            raise OSError(self.error, os.strerror(self.error), str(path))

    def after(self, *_: Any) -> None:  # noqa: ANN401
        pass


def measure(folder: Path, times: int = 25) -> Iterator[Outcome]:
    """Let the N-th operation fail, for so many N of each run: once, and with all that follow."""
    for scenario in scenarios(folder):
        counted = _Failing()
        _try(scenario, folder / "out", counted)
        points = spread(counted.count, times)
        for name, error in _ERRORS.items():
            bad = sum(
                not goes_well(_survives, scenario, folder / "out", failing)
                for at in points
                for failing in (_Failing(at, error), _Failing(at, error, lasting=True))
            )
            yield Outcome(f"{name} at any operation: {scenario.name}", 2 * len(points), bad)


def _try(scenario: Scenario, out: Path, failing: _Failing) -> bool:
    """Run with faults; whether it said that it failed."""
    shutil.rmtree(out, ignore_errors=True)
    scenario.prepare(out)
    try:
        with watched(out, failing):
            scenario.run(out)
    except OutputError:
        return True
    return False


def _survives(scenario: Scenario, out: Path, failing: _Failing) -> bool:
    return _try(scenario, out, failing) and scenario.is_sound(out) and scenario.is_mended(out)
