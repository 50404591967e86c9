"""How fast normkit is, and how much memory it takes.

    python benchmarks/speed [BUNDLE] [--only SECTION ...] [--json FILE]

    costs     CPU of normkit, of each of its steps and of other tools that are installed, as ratios to
              `ftfy.fix_text` on the same text, everything warm and in turn, block by block
    run       CPU of a whole run, start-up, reading and writing included, as a ratio to the same
    forms     CPU of reading and writing in each form, as ratios to the same
    start     CPU of short processes
    workers   speed by engine and number of workers
    memory    peak memory by the number of documents
    driver    CPU, memory and files of what hands out shards and commits them
    report    CPU, memory and size of the report of a large run, and how soon a browser can use it

BUNDLE may have any form; without one, text is made, the same each time, with a smaller vocabulary than real
pages have. Times differ from machine to machine, ratios hardly. The disk is that of TMPDIR.
"""

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # `benchmarks` is not installed

from benchmarks.command import Parser, number, write
from benchmarks.markdown import table
from benchmarks.speed.costs import measure_costs
from benchmarks.speed.driver import measure_driver
from benchmarks.speed.forms import measure_forms
from benchmarks.speed.processes import measure_memory, measure_run, measure_start
from benchmarks.speed.report import measure_report
from benchmarks.speed.scaling import measure_scaling
from benchmarks.speed.texts import documents
from normkit import RawDocument
from normkit.pipelines.pipeline import DEFAULT

Figures = Mapping[str, float]


class Section(NamedTuple):
    """What is measured, in which unit, and how."""

    title: str
    unit: str
    measure: Callable[[argparse.Namespace, list[RawDocument]], Figures]


SECTIONS: Mapping[str, Section] = {
    "costs": Section("CPU", "ftfy = 1", lambda a, found: measure_costs(found, a.stages, a.rounds)),
    "run": Section(
        "CPU of whole processes", "ftfy = 1", lambda a, found: measure_run(found, a.stages, a.rounds)
    ),
    "forms": Section("CPU of reading and writing", "ftfy = 1", lambda a, found: measure_forms(found, a.rounds)),
    "start": Section("CPU of a process", "ms", lambda a, _: measure_start(a.rounds)),
    "workers": Section(
        "engine and workers, start not counted",
        "MB/s",
        lambda a, found: measure_scaling(found, a.stages, a.workers, a.rounds),
    ),
    "memory": Section("peak memory, one process", "MiB", lambda a, _: measure_memory(a.documents, a.stages)),
    "driver": Section("driver", "", lambda a, _: measure_driver(a.shards, a.workers)),
    "report": Section("report", "", lambda a, _: measure_report(max(a.documents))),
}


_OF_TEXT = {"costs", "run", "forms", "workers"}


def measure(arguments: argparse.Namespace) -> Iterator[tuple[str, Figures]]:
    """Measure one thing after the other; before what is measured on text comes how much there is."""
    names, found = arguments.only or SECTIONS, []
    if _OF_TEXT & set(names):
        found = documents(arguments.bundle, arguments.megabytes)
        yield "text", {"documents": len(found), "MB": sum(len(document.raw) for document in found) / 1e6}
    for name in names:
        yield name, SECTIONS[name].measure(arguments, found)


def parser() -> Parser:
    """Return the parser of the command line."""
    made = Parser(prog="speed", description=__doc__)
    made.add_argument("bundle", type=Path, nargs="?", metavar="BUNDLE")
    made.add_argument("--only", nargs="+", choices=SECTIONS, metavar="SECTION", help="measure these alone")
    made.add_json()
    made.add_argument("--megabytes", type=float, default=4, help="how much text (default 4)")
    made.add_argument("--rounds", type=number, default=3, help="how often each is measured (default 3)")
    made.add_argument("--workers", type=number, nargs="*", default=[1, 2], help="numbers to try (default 1 2)")
    sizes = [1_000, 10_000, 20_000]
    made.add_argument("--documents", type=number, nargs="+", default=sizes, help=f"of a run (default {sizes})")
    made.add_argument("--shards", type=number, default=5_000, help="of the driver (default 5000)")
    made.add_argument("--stage", dest="stages", action="append", help="measure these, not the default ones")
    return made


def main() -> None:
    """Measure, and print each thing when it is measured."""
    arguments = parser().parse_args()
    arguments.stages = tuple(arguments.stages or DEFAULT)
    measured: dict[str, Figures] = {}
    for name, figures in measure(arguments):
        measured[name] = figures
        section = SECTIONS.get(name)
        head = (section.title, section.unit) if section else ("text", "")
        sys.stdout.writelines(f"{line}\n" for line in (*table(head, figures.items()), ""))
        sys.stdout.flush()
    write(arguments.json, measured)


if __name__ == "__main__":
    main()
