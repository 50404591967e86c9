"""Measure what pages quote, keep the results, and write the pages anew.

    python benchmarks [NAME ...] [--data FOLDER]

NAME chooses among the benchmarks, all without it: 25 minutes on two processors. Each runs in a process of its
own. What fails, or lacks its data, keeps the figures that it had; the exit code is 1 if anything failed.

FOLDER has labelled texts for each stage, as `benchmarks/accuracy` wants them: `boilerplate/dev.tar.xz`,
`encoding/dev.jsonl.xz`, `language/dev.jsonl.xz` and `edge_und.jsonl`, `translation/*.jsonl.xz`. PAGES, on which
speed is measured, are the largest set of `boilerplate`.
"""

import json
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from time import monotonic

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # `benchmarks` is not installed

from benchmarks import kept
from benchmarks.accuracy.page_sets import renderings, unpacked
from benchmarks.command import Parser
from benchmarks.pages import ROOT, pages, renewed

_LANGUAGE = "accuracy language DATA/language/dev.jsonl.xz --edge DATA/language/edge_und.jsonl"

RUNS: Mapping[str, str] = {
    "encoding": "accuracy encoding DATA/encoding/dev.jsonl.xz",
    "language": _LANGUAGE,
    "language-pycld2": f"{_LANGUAGE} --set language.backend=pycld2",
    "language-lingua": f"{_LANGUAGE} --set language.backend=lingua",
    "boilerplate": "accuracy boilerplate DATA/boilerplate/dev.tar.xz --renderings resiliparse",
    "translation": "accuracy translation DATA/translation --every 5",
    **{section: f"speed PAGES --only {section}" for section in ("costs", "forms", "workers")},
    "run": "speed PAGES --megabytes 20 --only run --rounds 7",
    **{section: f"speed --only {section}" for section in ("start", "driver", "report")},
    "memory": "speed --only memory --documents 1000 10000 100000",
    "faults": "faults",
}
"""By the name that its result is kept under: a command below `benchmarks`."""


def main(argv: list[str] | None = None) -> int:
    """Run the benchmarks that are asked for; return how many failed."""
    parser = Parser(prog="benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(RUNS)}")
    parser.add_argument("--data", type=Path, metavar="FOLDER", help="labelled texts")
    arguments = parser.parse_args(argv)
    if unknown := sorted(set(arguments.names) - RUNS.keys()):
        parser.error(f"there is no {unknown[0]!r}; name some of {', '.join(RUNS)}")
    with _folders(arguments.data) as folders:
        return sum(not _run(name, folders) for name in arguments.names or RUNS)


@contextmanager
def _folders(data: Path | None) -> Iterator[Mapping[str, Path]]:
    """Give the folders that commands name and that are there."""
    if data is None:
        yield {}
    elif not (archive := data / "boilerplate/dev.tar.xz").exists():
        yield {"DATA": data.resolve()}
    else:
        with unpacked(archive) as folder:
            largest = max(renderings(folder, names=["resiliparse"]), key=lambda found: len(found.pages))
            yield {"DATA": data.resolve(), "PAGES": largest.pages[0].path.parent}


def _run(name: str, folders: Mapping[str, Path]) -> bool:
    """Run a benchmark and renew what quotes it; False if it failed."""
    words = shlex.split(RUNS[name])
    places = [_place(word, folders) for word in words]
    if missing := [word for word, place in zip(words, places, strict=True) if not place]:
        _tell(f"{name}: skipped, there is no {missing[0]}; say where the data are with --data")
        return True
    command = f"python benchmarks/{RUNS[name]}"
    _tell(f"{name}: {command}")
    start = monotonic()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "figures.json"
        run = [sys.executable, f"benchmarks/{places[0]}", *map(str, places[1:]), "--json", str(file)]
        code = subprocess.run(run, cwd=ROOT, check=False).returncode  # noqa: S603 (our own command)
        if not file.exists():
            _tell(f"{name}: failed with exit code {code}, after {monotonic() - start:.0f} s")
            return False
        kept.keep(name, command, json.loads(file.read_text(encoding="utf-8")))
    for page in pages():
        page.write_text(renewed(page.read_text(encoding="utf-8")), encoding="utf-8")
    _tell(f"{name}: {monotonic() - start:.0f} s")
    return True


def _place(word: str, folders: Mapping[str, Path]) -> Path | str | None:
    """Return a word of a command, or the path that it stands for; None if there is no such path."""
    first, _, rest = word.partition("/")
    if first not in ("DATA", "PAGES"):
        return word
    place = folders[first] / rest if first in folders else None
    return place if place and place.exists() else None


def _tell(line: str) -> None:
    sys.stdout.write(f"\n== {line}\n\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(min(main(), 1))
