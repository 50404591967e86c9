"""How right a stage is on labelled data.

    python benchmarks/accuracy STAGE DATA [--json FILE] [--workers N] [--set STAGE.OPTION=VALUE] ...

STAGE is a sub-command; each explains its data and figures with -h. The output depends on the data, the options
and the installed versions alone. Without the data nothing is measured, and the exit code is 0.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, Protocol

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # `benchmarks` is not installed

from benchmarks.accuracy import boilerplate, encoding, language, metadata, translation
from normkit import UsageError
from normkit.config import split_assignment


class Benchmark(Protocol):
    """What a module offers to become a sub-command; its own docstring is the help."""

    __doc__: str | None

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Add what only this stage needs; `data`, `json`, `workers` and `options` are there."""

    def measure(self, arguments: argparse.Namespace) -> Any:  # noqa: ANN401 (each has its own)
        """Return a dataclass that holds all that `table` prints and goes into JSON. Raises UsageError."""

    def table(self, result: Any) -> Iterator[str]:  # noqa: ANN401 (what `measure` returned)
        """Yield the lines to print."""


BENCHMARKS: Mapping[str, Benchmark] = {
    "boilerplate": boilerplate,
    "encoding": encoding,
    "language": language,
    "metadata": metadata,
    "translation": translation,
}


def worker_count(text: str) -> int:
    """Return a number of processes, at least one."""
    if not text.isdecimal() or int(text) < 1:
        msg = f"{text!r}: write a number from 1 on"
        raise argparse.ArgumentTypeError(msg)
    return int(text)


def parser() -> argparse.ArgumentParser:
    """Return the parser with one sub-command for each benchmark."""
    raw = argparse.RawDescriptionHelpFormatter
    top = argparse.ArgumentParser("accuracy", description=__doc__, formatter_class=raw)
    stages = top.add_subparsers(dest="stage", required=True, metavar="STAGE")
    for name, benchmark in BENCHMARKS.items():
        text = benchmark.__doc__ or ""
        sub = stages.add_parser(name, help=text.partition("\n")[0], description=text, formatter_class=raw)
        sub.add_argument("data", type=Path, metavar="DATA")
        sub.add_argument("--json", type=Path, metavar="FILE", help="also write the figures here")
        sub.add_argument("--workers", type=worker_count, default=1, metavar="N", help="processes (default 1)")
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
    arguments.options = {}
    benchmark = BENCHMARKS[arguments.stage]
    try:
        for stage, option, value in map(split_assignment, arguments.assignments):
            arguments.options.setdefault(stage, {})[option] = value
        if not arguments.data.exists():
            sys.stdout.write(f"skipped: there is no {arguments.data}\n")
            return
        result = benchmark.measure(arguments)
    except UsageError as error:
        top.error(str(error))
    sys.stdout.writelines(f"{line}\n" for line in benchmark.table(result))
    if arguments.json:
        text = json.dumps(asdict(result), indent=1, ensure_ascii=False)
        arguments.json.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
