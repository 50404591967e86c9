import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pytest
from conftest import SEEDS, Normkit

from normkit import RawDocument
from normkit.bundles.shard import Shard
from normkit.engines import EngineError, WorkerError
from normkit.engines.options import ENGINES, EngineOptions
from normkit.pipelines.place import Place
from normkit.sources.raw_document import Unreadable


@pytest.mark.parametrize(
    ("options", "engine"),
    [
        (EngineOptions(), "inline"),
        (EngineOptions(workers=2), "processes"),
        (EngineOptions("processes"), "processes"),
        (EngineOptions("ray", 2, "auto"), "ray"),
        (EngineOptions(seconds=5), "processes"),
    ],
)
def test_an_engine_is_chosen_by_name_or_by_the_number_of_workers(options: EngineOptions, engine: str) -> None:
    options.check()
    assert options.engine == engine


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (EngineOptions("dask"), "no engine 'dask'; name one of inline, processes, ray"),
        (EngineOptions("inline", 2), "'inline' has one worker"),
        (EngineOptions("processes", 2, "auto"), "'processes' has no address"),
        (EngineOptions("inline", seconds=5), "'inline' cannot limit documents; name engine 'processes'"),
        (EngineOptions("ray", megabytes=500), "'ray' cannot limit documents"),
    ],
)
def test_what_an_engine_cannot_do_is_told(options: EngineOptions, message: str) -> None:
    with pytest.raises(EngineError, match=message):
        options.open()


def test_the_command_line_names_engines(tmp_path: Path, normkit: Normkit) -> None:
    command = ["run", SEEDS, "-o", tmp_path / "out", "--stage", "typography"]
    assert normkit(*command, "--engine", "inline", "--workers", "2").returncode == 2
    assert not (tmp_path / "out").exists()
    assert normkit(*command, "--engine", "processes").returncode == 0


def test_the_command_line_offers_all_engines(normkit: Normkit) -> None:
    assert f"[{'|'.join(ENGINES)}]" in normkit("run", "--help").stdout


def test_who_has_no_ray_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(EngineError, match=r"pip install 'normkit\[ray\]'"), EngineOptions("ray").open():
        pass


class Telling:
    """A job that tells which process took which documents."""

    def __init__(self, *raises: str) -> None:
        self.raises = raises

    def start(self, _: Place | None = None) -> "Telling":
        return self

    def take(self, documents: Sequence[RawDocument | Unreadable]) -> list[tuple[int, int]]:
        if "OSError" in self.raises:
            raise OSError(5, "a disk of a worker")
        if "ValueError" in self.raises:
            raise ValueError(lambda: "cannot be pickled")
        return [(os.getpid(), document.index) for document in documents]

    def stopped(self, document: object, step: int, reason: str) -> list[tuple[int, int]]:
        raise NotImplementedError

    def join(self, _: Shard, taken: Iterable[list[tuple[int, int]]]) -> list[tuple[int, int]]:
        return [told for some in taken for told in some]


def one_each(count: int, size: int = 1, read: list[int] | None = None) -> Iterator[Shard]:
    """Yield shards of one document, and note which are read."""
    for number in range(count):
        if read is not None:
            read.append(number)
        yield Shard(number, [RawDocument(b"x" * size, number)])


def test_shards_are_read_as_they_are_needed_and_outcomes_come_in_order() -> None:
    read: list[int] = []
    with EngineOptions("processes", 2).open() as engine:
        outcomes = engine(Telling(), one_each(100, read=read))
        first = next(outcomes)
        assert len(read) == 32
        told = [first, *outcomes]
        again = list(engine(Telling(), one_each(2)))  # another job, the same processes
    assert [index for shard in told for _, index in shard] == list(range(100))
    assert {pid for shard in again for pid, _ in shard} <= {pid for shard in told for pid, _ in shard}
    assert os.getpid() not in {pid for shard in told for pid, _ in shard}


def test_the_documents_of_one_shard_are_shared_out() -> None:
    documents = [RawDocument(b"x" * 2**17, number) for number in range(8)]
    with EngineOptions("processes", 1).open() as engine:
        (told,) = engine(Telling(), [Shard(0, [*documents])])
    assert [index for _, index in told] == list(range(8))


@pytest.mark.parametrize(("shards", "here"), [((1, 10), True), ((1, 2**21), False), ((2, 10), False)])
def test_by_itself_little_is_done_here_and_much_by_processes(
    monkeypatch: pytest.MonkeyPatch, shards: tuple[int, int], *, here: bool
) -> None:
    monkeypatch.setattr("normkit.engines.options._processors", lambda: 2)
    with EngineOptions(workers=None).open() as engine:
        told = list(engine(Telling(), one_each(*shards)))
    assert {pid == os.getpid() for shard in told for pid, _ in shard} == {here}


@pytest.mark.parametrize(
    ("raises", "expected", "message"),
    [("OSError", OSError, "a disk of a worker"), ("ValueError", WorkerError, "a worker failed: ValueError")],
)
def test_what_a_worker_raises_is_raised(raises: str, expected: type[Exception], message: str) -> None:
    with EngineOptions("processes").open() as engine, pytest.raises(expected, match=message):
        list(engine(Telling(raises), one_each(3)))
