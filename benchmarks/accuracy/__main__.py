"""How right a stage is on labelled data.

    python benchmarks/accuracy STAGE DATA [--json FILE] [--workers N] [--set STAGE.OPTION=VALUE] ...

STAGE is a sub-command; each explains its data and figures with -h. The output depends on the data, the options
and the installed versions alone. Without the data nothing is measured, and the exit code is 0.
"""

import argparse
import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, Protocol

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # `benchmarks` is not installed

from benchmarks.accuracy import boilerplate, encoding, language, metadata, translation
from benchmarks.accuracy.workers import Workers
from benchmarks.command import Parser, number, write
from normkit import UsageError
from normkit.config import split_assignment


class Benchmark(Protocol):
    """What a module offers to become a sub-command; its own docstring is the help."""

    __doc__: str | None

    @property
    def STAGES(self) -> tuple[str, ...]:  # noqa: N802 (a constant of the module)
        """The pipeline that is measured."""

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Add what only this stage needs."""

    def measure(self, arguments: argparse.Namespace, workers: Workers) -> Any:  # noqa: ANN401 (each has its own)
        """Return a dataclass that holds all that `tables` prints and goes into JSON. Raises UsageError."""

    def tables(self, result: Any) -> Iterator[str]:  # noqa: ANN401 (what `measure` returned)
        """Yield the lines to print."""


BENCHMARKS: Mapping[str, Benchmark] = {
    "boilerplate": boilerplate,
    "encoding": encoding,
    "language": language,
    "metadata": metadata,
    "translation": translation,
}


def parser() -> Parser:
    """Return the parser with one sub-command for each benchmark."""
    top = Parser(prog="accuracy", description=__doc__)
    stages = top.add_subparsers(dest="stage", required=True, metavar="STAGE")
    for name, benchmark in BENCHMARKS.items():
        text = benchmark.__doc__ or ""
        sub = stages.add_parser(name, help=text.partition("\n")[0], description=text)
        sub.add_argument("data", type=Path, metavar="DATA")
        sub.add_json()
        sub.add_argument(
            "--workers",
            type=number,
            default=os.cpu_count(),
            metavar="N",
            help="processes (default: all processors)",
        )
        sub.add_argument(
            "--survey", type=Path, metavar="FILE", help="use these counts: the survey.bin of a run"
        )
        sub.add_argument(
            "--set",
            dest="assignments",
            action="append",
            default=[],
            metavar="STAGE.OPTION=VALUE",
            help="set this option of a stage",
        )
        benchmark.add_arguments(sub)
    return top


def main(argv: list[str] | None = None) -> None:
    """Measure, print and write."""
    top = parser()
    arguments = top.parse_args(argv)
    benchmark = BENCHMARKS[arguments.stage]
    if not arguments.data.exists():
        sys.stdout.write(f"skipped: there is no {arguments.data}\n")
        return
    try:
        options = _options(arguments.assignments)
        workers = Workers(benchmark.STAGES, json.dumps(options), arguments.survey, arguments.workers)
        workers.pipeline  # noqa: B018 (options that do not fit are told before anything is read)
        result = benchmark.measure(arguments, workers)
    except UsageError as error:
        top.error(str(error))
    sys.stdout.writelines(f"{line}\n" for line in benchmark.tables(result))
    write(arguments.json, {"options": options, **asdict(result)})


def _options(assignments: Iterable[str]) -> dict[str, dict[str, Any]]:
    options: dict[str, dict[str, Any]] = {}
    for stage, option, value in map(split_assignment, assignments):
        options.setdefault(stage, {})[option] = value
    return options


if __name__ == "__main__":
    main()
