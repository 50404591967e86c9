"""How fast normkit is, and how much memory it takes.

    python benchmarks/speed [BUNDLE] [--json FILE] [--plot FILE.svg]

CPU time of normkit, of each of its steps and of other tools that are installed, as ratios to `ftfy.fix_text`
on the same text, everything warm and in turn, block by block; what reading and writing cost in each form;
start-up; speed by engine and number of workers; peak memory by the number of documents. BUNDLE may have any
form; without one, text is made, the same each time, with a smaller vocabulary than real pages have. Times
differ from machine to machine, ratios hardly.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, TypeAlias

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # `benchmarks` is not installed

from benchmarks.speed.costs import Costs, measure_costs
from benchmarks.speed.forms import measure_forms
from benchmarks.speed.plot import bars
from benchmarks.speed.processes import measure_memory, measure_start
from benchmarks.speed.scaling import measure_scaling
from benchmarks.speed.texts import documents
from normkit.pipelines.pipeline import DEFAULT

Section: TypeAlias = tuple[str, Mapping[Any, Any], Iterator[str]]
"""What was measured: its name in the JSON, the figures, the lines to print."""


def measure(arguments: argparse.Namespace) -> Iterator[Section]:
    """Measure one thing after the other."""
    stages = tuple(arguments.stages or DEFAULT)
    found, rounds = documents(arguments.bundle, arguments.megabytes), arguments.rounds
    costs = measure_costs(found, stages, rounds)
    yield "costs", asdict(costs), _cost_lines(costs)
    forms = measure_forms(found, rounds)
    yield "forms", forms, _section("CPU of reading and writing", "ftfy = 1", forms, 4)
    start = measure_start(rounds)
    yield "start", start, _section("CPU of a process", "ms", start, 0)
    speed = measure_scaling(found, stages, arguments.workers, rounds)
    yield "speed", speed, _section("engine and workers, start not counted", "MB/s", speed, 2)
    for count in arguments.documents:
        peak = {f"{count:,} documents": measure_memory(count, stages)}
        yield "memory", peak, _section("peak memory, one process", "MiB", peak, 1)


def _cost_lines(costs: Costs) -> Iterator[str]:
    yield f"{costs.documents:,} documents, {costs.megabytes:.1f} MB, medians of {costs.rounds}"
    yield f"\n{'CPU, everything warm':<36}{'ms per MB':>12}{'ftfy = 1':>12}"
    for name, ratio in sorted(costs.ratios.items(), key=lambda item: -item[1]):
        yield f"{name:<36}{costs.ms_per_mb[name]:>12.2f}{ratio:>12.4f}"


def _section(title: str, unit: str, values: Mapping[str, float], digits: int) -> Iterator[str]:
    yield f"\n{title:<48}{unit:>12}"
    for name, value in values.items():
        yield f"{name:<48}{value:>12.{digits}f}"


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    raw = argparse.RawDescriptionHelpFormatter
    made = argparse.ArgumentParser("speed", description=__doc__, formatter_class=raw)
    made.add_argument("bundle", type=Path, nargs="?", metavar="BUNDLE")
    made.add_argument("--json", type=Path, metavar="FILE", help="also write the figures here")
    made.add_argument("--plot", type=Path, metavar="FILE", help="draw the ratios, as SVG")
    made.add_argument("--megabytes", type=float, default=4, help="how much text (default 4)")
    made.add_argument("--rounds", type=int, default=3, help="how often each is measured (default 3)")
    made.add_argument("--workers", type=int, nargs="*", default=[1, 2], help="numbers to try (default 1 2)")
    sizes = [1_000, 10_000, 100_000]
    made.add_argument("--documents", type=int, nargs="*", default=sizes, help=f"for memory (default {sizes})")
    made.add_argument("--stage", dest="stages", action="append", help="measure these, not the default ones")
    return made


def main() -> None:
    """Measure, and print each thing when it is measured."""
    arguments = parser().parse_args()
    figures: dict[str, dict[Any, Any]] = {}
    for name, values, lines in measure(arguments):
        figures.setdefault(name, {}).update(values)
        sys.stdout.write("\n".join(lines) + "\n")
        sys.stdout.flush()
        if arguments.json:
            arguments.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    if arguments.plot:
        ratios = dict(sorted(figures["costs"]["ratios"].items(), key=lambda item: -item[1]))
        arguments.plot.write_text(bars("CPU, ftfy.fix_text = 1", ratios, ""), encoding="utf-8")


if __name__ == "__main__":
    main()
