"""What whole processes take: start-up, a run, and peak memory by the number of documents."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.speed.texts import pages
from normkit import RawDocument, decode

_WORDS = 330  # about 2 kB a document
_FTFY = """
import json, sys, ftfy
for line in open(sys.argv[1], encoding="utf-8"):
    ftfy.fix_text(json.loads(line)["text"])
"""
_MEASURED = """
import json, resource, subprocess, sys
code = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode
usage = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps({"code": code, "cpu": usage.ru_utime + usage.ru_stime, "kib": usage.ru_maxrss}))
"""


def measure_start(rounds: int) -> dict[str, float]:
    """Return CPU milliseconds of what a user waits for first, medians."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.txt"
        page.write_text(next(pages(0)), encoding="utf-8")
        commands = {
            "python -c pass": ("-c", "pass"),
            "import normkit": ("-c", "import normkit"),
            "normkit --help": ("-m", "normkit", "--help"),
            "normkit run, one document": ("-m", "normkit", "run", str(page), "-o", "-"),
        }
        times = {name: [spend(*command)["cpu"] for _ in range(rounds)] for name, command in commands.items()}
    return {name: round(1000 * median(seconds)) for name, seconds in times.items()}


def measure_run(documents: Sequence[RawDocument], stages: tuple[str, ...], rounds: int) -> dict[str, float]:
    """Return CPU of a whole run in one process as a ratio to one that has ftfy read the same; a median."""
    ratios = []
    with tempfile.TemporaryDirectory() as folder:
        bundle = _bundle(folder, (decode(document.raw).text for document in documents))
        for number in range(rounds):
            base = spend("-c", _FTFY, bundle)["cpu"]
            ratios.append(spend(*_run(bundle, f"{folder}/{number}", stages))["cpu"] / base)
    return {"normkit run": median(ratios), "ftfy.fix_text in a process of its own": 1.0}


def measure_memory(counts: Sequence[int], stages: tuple[str, ...]) -> dict[str, float]:
    """Return the peak memory in MiB of a run in one process, by how many documents of about 2 kB it has."""
    return {f"{count:,} documents": _peak(count, stages) for count in counts}


def _peak(count: int, stages: tuple[str, ...]) -> float:
    with tempfile.TemporaryDirectory() as folder:
        bundle = _bundle(folder, islice(pages(count, _WORDS), count))
        return spend(*_run(bundle, f"{folder}/out", stages))["kib"] // 1024


def _bundle(folder: str, texts: Iterable[str]) -> str:
    path = Path(folder) / "bundle.jsonl"
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps({"text": text}) + "\n" for text in texts)
    return str(path)


def _run(bundle: str, out: str, stages: tuple[str, ...]) -> Sequence[str]:
    named = [part for stage in stages for part in ("--stage", stage)]
    return "-m", "normkit", "run", bundle, "-o", out, "--engine", "inline", *named


def spend(*command: str) -> dict[str, float]:
    """Run Python with arguments in a process of its own, and return what it took."""
    line = [sys.executable, "-c", _MEASURED, sys.executable, *command]
    spent: dict[str, float] = json.loads(subprocess.check_output(line))  # noqa: S603 (our own command)
    if spent["code"] not in (0, 1):
        msg = f"{' '.join(command)} ended with {spent['code']}"
        raise RuntimeError(msg)
    return spent


def in_own_process(measure: Callable[..., Any], *arguments: Any) -> Any:  # noqa: ANN401 (as the function has them)
    """Return what a function returns in a fresh process, whose peak memory is its own."""
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        return pool.submit(measure, *arguments).result()
