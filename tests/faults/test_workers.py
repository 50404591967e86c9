"""Documents and signals that end worker processes."""

import json
import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pytest
from conftest import STAGE, Install, Normkit, contents
from test_run import KILL

from normkit import run
from normkit.engines import WorkerError
from normkit.runs.reading import records

SMALL_SHARDS = Path(__file__).parents[2] / "benchmarks/faults/small_shards.py"
ONE_PROCESS = "--engine", "processes", "--workers", "1"
needs_fifo = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")

HOSTILE = STAGE.replace(
    "        if document",
    """
        import os
        if os.environ.get("HOSTILE"):
            match document.text.split()[0]:
                case "exit": os._exit(9)
                case "crash": os.kill(os.getpid(), 11)
                case "loop":
                    while True: pass
                case "eat": bytearray(10**11)
                case "starve": raise MemoryError
        if document""",
)

TOGETHER = HOSTILE.replace(
    "    def propose(self, document):",
    """    def propose_together(self, documents):
        return [list(self.propose(document)) for document in documents]

    def propose(self, document):""",
)

REASONS = {
    "exit": "the worker process ended with exit code 9",
    "crash": "the worker process was killed by SIGSEGV",
    "loop": "it took longer than 5 seconds",
    "starve": "a worker needs more than 8,000 MiB",
}
if sys.platform == "linux":
    REASONS["eat"] = REASONS["starve"]


def write(folder: Path, texts: list[str]) -> Path:
    folder.mkdir()
    for number, text in enumerate(texts):
        (folder / f"{number:03}_{number:016x}.txt").write_text(text)
    return folder


@pytest.mark.skipif(os.name == "nt", reason="the system has no such signals")
@pytest.mark.parametrize("code", [HOSTILE, TOGETHER], ids=["alone", "together"])
def test_documents_that_end_their_worker_are_quarantined_and_cost_no_neighbour(
    tmp_path: Path, install: Install, normkit: Normkit, code: str
) -> None:
    install(code, distribution="normkit-hostile")
    culprits = [text for word in REASONS for text in (f"{word} now", f"a text beside {word}")]
    bundle = write(tmp_path / "bundle", ["first", *culprits, "exit as the last"])
    command = ["run", bundle, "--stage", "shout", "-o"]
    assert normkit(*command, tmp_path / "whole").returncode == 0
    limits = ["--document-seconds", "5", "--worker-memory", "8000", *ONE_PROCESS]
    done = normkit(*command, tmp_path / "out", *limits, env={**os.environ, "HOSTILE": "1"})
    assert done.returncode == 1, done.stderr
    kept = {record.index for record in records(tmp_path / "out")}
    assert kept == {0, *range(2, len(culprits) + 1, 2)}
    assert list(records(tmp_path / "out")) == [r for r in records(tmp_path / "whole") if r.index in kept]
    stopped = json.loads((tmp_path / "out/manifest.json").read_bytes())["stopped"]
    assert {row["index"]: row["reason"] for row in stopped} == {
        **{2 * number + 1: reason for number, reason in enumerate(REASONS.values())},
        len(culprits) + 1: REASONS["exit"],
    }
    assert {(row["stage"], row["distribution"], row["version"]) for row in stopped} == {
        ("shout", "normkit-hostile", "1.2")
    }
    raw = {path.read_text() for path in (tmp_path / "out/quarantine").glob("*.txt")}
    assert raw == {*culprits[::2], "exit as the last"}


def test_a_run_with_stopped_documents_is_whole_and_its_quarantine_can_be_run_again(
    tmp_path: Path, install: Install, normkit: Normkit
) -> None:
    install(HOSTILE)
    bundle = write(tmp_path / "bundle", ["first", "exit now", "third"])
    command = ["run", bundle, "--stage", "shout", "--workers", "2", "-o", tmp_path / "out"]
    hostile = {**os.environ, "HOSTILE": "1"}
    assert normkit(*command, env=hostile).returncode == 1
    before = contents(tmp_path / "out")
    assert normkit("verify", tmp_path / "out").returncode == 0
    assert normkit(*command).returncode == 1  # what was stopped stays so
    assert contents(tmp_path / "out") == before
    retry = normkit("run", tmp_path / "out/quarantine", "--stage", "shout", "-o", tmp_path / "retry")
    assert retry.returncode == 0, retry.stderr
    assert [(r.id, r.text) for r in records(tmp_path / "retry")] == [(f"{1:016x}", "Exit now")]


def test_a_worker_that_was_killed_costs_nothing(
    bundle: Path, tmp_path: Path, install: Install, normkit: Normkit
) -> None:
    install(KILL.replace("MARK", str(tmp_path / "mark")))
    command = ["run", bundle, "--stage", "shout", "-o"]
    done = normkit(*command, tmp_path / "out", "--workers", "2")
    assert (done.returncode, (tmp_path / "mark").exists()) == (0, True), done.stderr
    assert normkit(*command, tmp_path / "whole").returncode == 0
    assert contents(tmp_path / "out") == contents(tmp_path / "whole")


OBSERVING = HOSTILE.replace(
    "    def propose(self, document):",
    """    def observe(self, document):
        list(self.propose(document))
        return super().observe(document)

    def propose(self, document):""",
)


OBSERVING_TOGETHER = OBSERVING.replace(
    "    def observe(self, document):",
    """    def observe_together(self, documents):
        return [self.observe(document) for document in documents]

    def observe(self, document):""",
)


@pytest.mark.parametrize("code", [OBSERVING, OBSERVING_TOGETHER], ids=["alone", "together"])
def test_a_document_that_ends_its_worker_when_it_is_observed_costs_no_neighbour(
    tmp_path: Path, install: Install, normkit: Normkit, code: str
) -> None:
    install(code)
    bundle = write(tmp_path / "bundle", ["first", "exit now", "third"])
    command = ["run", bundle, "--stage", "shout", *ONE_PROCESS, "-o", tmp_path / "out"]
    done = normkit(*command, env={**os.environ, "HOSTILE": "1"})
    assert done.returncode == 1, done.stderr
    assert [record.text for record in records(tmp_path / "out")] == ["First", "Third"]


def test_workers_that_die_before_they_begin_end_the_run(
    bundle: Path, tmp_path: Path, install: Install, normkit: Normkit
) -> None:
    install(f"import multiprocessing, os\nif multiprocessing.parent_process(): os._exit(7)\n{STAGE}")
    done = normkit("run", bundle, "--stage", "shout", "--workers", "2", "-o", tmp_path / "out")
    assert done.returncode == 3
    assert done.stderr == (
        "normkit: worker processes end before they have begun: the worker process ended with exit code 7; "
        "try --engine inline\n"
    )


def test_a_stage_that_kills_every_worker_ends_the_run(
    tmp_path: Path, install: Install, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(HOSTILE)
    monkeypatch.setenv("HOSTILE", "1")
    monkeypatch.setattr("normkit.engines.supervisor._MOST_STOPPED", 2)
    bundle = write(tmp_path / "bundle", ["exit"] * 5)
    with pytest.raises(
        WorkerError, match=r"2 documents in a row could not be processed, the last .* exit code 9"
    ):
        run(bundle, tmp_path / "out", ["shout"], engine="processes")


@pytest.fixture
def _heard() -> Iterator[None]:
    """Let processes hear interrupts, even where whoever runs the tests does not."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@contextmanager
def running(command: list[object], fifo: Path) -> Iterator[tuple["subprocess.Popen[str]", IO[bytes]]]:
    """Begin a run, and yield it and what its workers hold open, when the first has written to it."""
    line = [sys.executable, *map(str, command)]
    with subprocess.Popen(
        line, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, encoding="utf-8"
    ) as process:
        with fifo.open("rb", buffering=0) as held:
            assert held.read(1) == b"x"
            yield process, held
        process.kill()


def ends(held: IO[bytes]) -> bool:
    """Whether all who hold it open end within a minute."""
    while select.select([held], [], [], 60)[0]:
        if not held.read(1):
            return True
    return False


WAITING = STAGE.replace(
    "        if document",
    """
        global held
        if document.text.startswith("wait") and not os.path.exists("GO"):
            held = open("HELD", "wb", buffering=0)
            held.write(b"x")
            while not os.path.exists("GO"): pass
        if document""",
).replace("from normkit", "import os\nfrom normkit", 1)


@pytest.fixture
def waiting(tmp_path: Path, install: Install) -> Path:
    """Install a stage that waits at a document until a file GO is there."""
    os.mkfifo(tmp_path / "held")
    install(WAITING.replace("GO", str(tmp_path / "go")).replace("HELD", str(tmp_path / "held")))
    return write(tmp_path / "bundle", ["wait", *(f"document {number}" for number in range(60))])


@needs_fifo
def test_a_parent_that_is_killed_leaves_no_worker(waiting: Path, tmp_path: Path) -> None:
    command = ["-m", "normkit", "run", waiting, "--stage", "shout", *ONE_PROCESS, "-o", tmp_path / "out"]
    with running(command, tmp_path / "held") as (process, held):
        process.kill()
        assert ends(held)


@needs_fifo
@pytest.mark.usefixtures("_heard")
def test_an_interrupt_ends_the_run_when_what_is_in_flight_is_committed(waiting: Path, tmp_path: Path) -> None:
    command = ["run", waiting, "--stage", "shout", *ONE_PROCESS, "-o", tmp_path / "out"]
    with running([SMALL_SHARDS, *command], tmp_path / "held") as (process, held):
        process.send_signal(signal.SIGINT)
        assert process.stderr
        assert process.stderr.readline() == "normkit: finishing what is in flight; again to stop now\n"
        (tmp_path / "go").touch()
        assert process.wait(60) == 130
        assert process.stderr.read() == "\nnormkit: interrupted; the same command continues a run\n"
        assert ends(held)
    committed = len(list((tmp_path / "out/receipts").iterdir()))
    assert 1 <= committed < 60
    assert not (tmp_path / "out/manifest.json").exists()
    for out in ("out", "whole"):
        subprocess.run([sys.executable, SMALL_SHARDS, *map(str, command[:-1]), tmp_path / out], check=True)
    assert contents(tmp_path / "out") == contents(tmp_path / "whole")


@needs_fifo
@pytest.mark.usefixtures("_heard")
def test_a_second_interrupt_stops_a_run_at_once(waiting: Path, tmp_path: Path) -> None:
    command = ["-m", "normkit", "run", waiting, "--stage", "shout", *ONE_PROCESS, "-o", tmp_path / "out"]
    with running(command, tmp_path / "held") as (process, held):
        process.send_signal(signal.SIGINT)
        assert process.stderr
        process.stderr.readline()
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 130
        assert ends(held)
    assert not (tmp_path / "out/manifest.json").exists()


@needs_fifo
def test_a_run_that_was_told_to_ignore_interrupts_does(waiting: Path, tmp_path: Path) -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        command = ["-m", "normkit", "run", waiting, "--stage", "shout", *ONE_PROCESS, "-o", tmp_path / "out"]
        with running(command, tmp_path / "held") as (process, _):
            process.send_signal(signal.SIGINT)
            (tmp_path / "go").touch()
            assert process.wait(60) == 0
    finally:
        signal.signal(signal.SIGINT, before)
