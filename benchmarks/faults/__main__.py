"""What faults cost: each is tried many times, and none may lose, double or corrupt anything.

    python benchmarks/faults [NAME ...] [--times N] [--json FILE]

A table of fault, times tried, times bad; the exit code is 1 if any was bad. NAME chooses kinds of faults, all
without it. All of it takes about an hour: --times 20 tries each kind a little.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TypeAlias

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # `benchmarks` is not installed

from benchmarks.faults import (
    cuts,
    disk_errors,
    fuzzing,
    growth,
    hostile_documents,
    hostile_edits,
    kills,
    patterns,
    power_cuts,
)
from benchmarks.faults.outcome import Outcome

Measure: TypeAlias = Callable[..., Iterator[Outcome]]
"""Called with an empty folder to work in and, unless the long run is wanted, how often to try."""

FAULTS: Mapping[str, Measure] = {
    "cuts": cuts.measure,
    "disk_errors": disk_errors.measure,
    "fuzzing": fuzzing.measure,
    "growth": growth.measure,
    "hostile_documents": hostile_documents.measure,
    "hostile_edits": hostile_edits.measure,
    "kills": kills.measure,
    "patterns": patterns.measure,
    "power_cuts": power_cuts.measure,
}


def measure(names: list[str], times: int | None) -> Iterator[Outcome]:
    """Try one kind of fault after the other."""
    for name in names:
        with tempfile.TemporaryDirectory() as folder:
            yield from FAULTS[name](Path(folder), *([] if times is None else [times]))


def main() -> None:
    """Measure, print each outcome when it is there, and exit with 1 if any was bad."""
    raw = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser("faults", description=__doc__, formatter_class=raw)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(FAULTS)}")
    parser.add_argument("--times", type=int, metavar="N", help="how often each kind is tried")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the figures here")
    arguments = parser.parse_args()
    if unknown := sorted(set(arguments.names) - FAULTS.keys()):
        parser.error(f"there is no {unknown[0]!r}; name some of {', '.join(FAULTS)}")
    outcomes = []
    for outcome in measure(arguments.names or list(FAULTS), arguments.times):
        outcomes.append(outcome)
        line = f"{outcome.fault:<64}{outcome.tried:>8,}{outcome.bad:>6,}  {outcome.note}"
        sys.stdout.write(line.rstrip() + "\n")
        sys.stdout.flush()
        if arguments.json:
            figures = [each._asdict() for each in outcomes]
            arguments.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    sys.exit(any(outcome.bad for outcome in outcomes))


if __name__ == "__main__":
    main()
