"""kill -9 at random moments of a run: of all its processes, of the parent alone, of one worker."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from benchmarks.faults.outcome import Outcome
from benchmarks.faults.scenarios import files, goes_well
from normkit.runs.reading import records

_SCRIPT = Path(__file__).with_name("small_shards.py")
_DOCUMENTS = 30
_LINE = "Follow us\n\nThe old ferry number {} \u201cis kept\u201d --  for another year.\n"
_PATIENCE = 20.0  # seconds until processes without a parent must have ended
_GLANCE = 0.002


def measure(folder: Path, times: int = 30) -> Iterator[Outcome]:
    """Kill so many runs with two workers, each at another moment, and run each again to its end."""
    bundle, out = folder / "bundle.jsonl", folder / "out"
    lines = (json.dumps({"text": _LINE.format(number) * 40}) for number in range(_DOCUMENTS))
    bundle.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    command = [sys.executable, str(_SCRIPT), "run", str(bundle), "--text"]
    command += ["--stage", "encoding", "--stage", "boilerplate", "-o"]
    _call([*command, str(folder / "whole")])
    whole, supervised = files(folder / "whole"), ["--engine", "processes", "--workers", "2"]
    for number, (name, kill) in enumerate(_KILLS.items()):
        share = range(number, times, len(_KILLS))
        at_work = bad = 0
        for seed in share:
            shutil.rmtree(out, ignore_errors=True)
            killed, ended = _interrupt([*command, str(out), *supervised], out, kill, random.Random(seed))  # noqa: S311
            at_work += killed
            bad += not (ended and goes_well(_is_right, [*command, str(out)], out, whole))
        yield Outcome(f"kill -9 of {name}", len(share), bad, f"{at_work} before the end of the run")


def _is_right(command: list[str], out: Path, whole: dict[str, bytes]) -> bool:
    """Run again; whether no document is lost or doubled, and all files are the same."""
    _call(command)
    indices = [record.index for record in records(out)]
    return indices == list(range(_DOCUMENTS)) and files(out) == whole


def _call(command: list[str]) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603


def _interrupt(
    command: list[str], out: Path, kill: Callable[[int, random.Random], bool], chance: random.Random
) -> tuple[bool, bool]:
    """Begin a run and kill; whether there was what to kill, and whether all its processes ended."""
    with subprocess.Popen(  # noqa: S603 (our own command)
        command, process_group=0, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        receipts = chance.randint(-10, _DOCUMENTS)  # before the first one there is much to start
        while process.poll() is None and len([*out.glob("receipts/*.json")]) < receipts:
            time.sleep(_GLANCE)
        time.sleep(chance.uniform(0, 1.5 if receipts <= 0 else 0.05))
        killed = False
        while process.poll() is None and not (killed := kill(process.pid, chance)):
            time.sleep(_GLANCE)
        process.wait()
        return killed, _all_ended(process.pid)


def _all_ended(group: int) -> bool:
    end = time.monotonic() + _PATIENCE
    while any(row[1] == group for row in _processes()):
        if time.monotonic() > end:
            os.killpg(group, signal.SIGKILL)
            return False
        time.sleep(10 * _GLANCE)
    return True


def _kill_all(parent: int, _: random.Random) -> bool:
    os.killpg(parent, signal.SIGKILL)
    return True


def _kill_parent(parent: int, _: random.Random) -> bool:
    os.kill(parent, signal.SIGKILL)
    return True


def _kill_worker(parent: int, chance: random.Random) -> bool:
    workers = [row[0] for row in _processes() if row[2] == parent and "spawn_main" in row[3]]
    with suppress(IndexError, ProcessLookupError):  # there is none, or it has just ended by itself
        os.kill(chance.choice(workers), signal.SIGKILL)
        return True
    return False


_KILLS = {
    "the whole process group": _kill_all,
    "the parent alone": _kill_parent,
    "one worker": _kill_worker,
}


def _processes() -> Iterator[tuple[int, int, int, str]]:
    """Yield number, group, parent and command of every process that is not dead."""
    line = ["ps", "-A", "-o", "pid=,pgid=,ppid=,stat=,args="]
    for row in subprocess.check_output(line, encoding="utf-8", errors="replace").splitlines():  # noqa: S603
        number, group, parent, state, command = row.split(None, 4)
        if not state.startswith("Z"):
            yield int(number), int(group), int(parent), command
