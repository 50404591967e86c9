"""What faults cost: each is tried many times, and none may lose, double or corrupt anything.

    python benchmarks/faults [NAME ...] [--times N] [--json FILE]

A table of fault, times tried, times bad; the exit code is 1 if any was bad. NAME chooses kinds of faults, all
without it, about ten minutes; --times is for more or fewer of each.
"""

import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TypeAlias

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # `benchmarks` is not installed

from benchmarks.command import Parser, number, write
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
from benchmarks.markdown import table

Measure: TypeAlias = Callable[..., Iterator[Outcome]]
"""Called with an empty folder to work in and, if it is to be other than usual, how often to try."""

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


def measure(name: str, times: int | None) -> Iterator[Outcome]:
    """Try one kind of fault."""
    with tempfile.TemporaryDirectory() as folder:
        yield from FAULTS[name](Path(folder), *([] if times is None else [times]))


def main() -> None:
    """Measure, print each outcome when it is there, and exit with 1 if any was bad."""
    parser = Parser(prog="faults", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(FAULTS)}")
    parser.add_argument("--times", type=number, metavar="N", help="how often each kind is tried")
    parser.add_json()
    arguments = parser.parse_args()
    if unknown := sorted(set(arguments.names) - FAULTS.keys()):
        parser.error(f"there is no {unknown[0]!r}; name some of {', '.join(FAULTS)}")
    outcomes: dict[str, list[Outcome]] = {name: [] for name in arguments.names or FAULTS}

    def rows() -> Iterator[Outcome]:
        for name, found in outcomes.items():
            for outcome in measure(name, arguments.times):
                found.append(outcome)
                yield outcome

    for line in table(Outcome._fields, rows()):
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
    write(arguments.json, {name: [each._asdict() for each in found] for name, found in outcomes.items()})
    sys.exit(any(outcome.bad for found in outcomes.values() for outcome in found))


if __name__ == "__main__":
    main()
