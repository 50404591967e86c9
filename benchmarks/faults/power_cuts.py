"""The power goes after any operation of a run, and with it all that was not yet synced."""

import random
import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from benchmarks.faults.disk import watched
from benchmarks.faults.outcome import Outcome
from benchmarks.faults.scenarios import Scenario, goes_well, scenarios, spread

_Names: TypeAlias = dict[Path, int | None]
"""What stands where: a file, by its number, or a folder."""


class _State(NamedTuple):
    """A disk at one moment."""

    names: _Names
    """As the system shows it."""
    synced_names: _Names
    """As far as folders were synced."""
    contents: dict[int, bytes]
    """Of files, as the system shows it."""
    synced_contents: dict[int, bytes]

    def copy(self) -> "_State":
        return _State(*map(dict, self))  # type: ignore[arg-type]


class _Recorder:
    """A model of a file system that keeps apart what is synced from what is not, after each operation."""

    def __init__(self, root: Path) -> None:
        """Begin with what is there, all of it synced."""
        self._numbers = count()
        now = _State({root: None}, {}, {}, {})
        for path in root.rglob("*"):
            now.names[path] = file = next(self._numbers) if path.is_file() else None
            if file is not None:
                now.contents[file] = path.read_bytes()
        self._now = _State(now.names, dict(now.names), now.contents, dict(now.contents))
        self.states = [self._now.copy()]

    def before(self, *_: object) -> None:
        """Nothing fails here."""

    def after(self, operation: str, path: Path, more: Any) -> None:  # noqa: ANN401
        """Do the same in the model."""
        getattr(self, f"_{operation}")(path, more)
        self.states.append(self._now.copy())

    def _create(self, path: Path, mode: str) -> None:
        self._now.names.setdefault(path, next(self._numbers))
        file = self._file(path)
        self._now.contents[file] = b"" if "w" in mode else self._now.contents.get(file, b"")

    def _write(self, path: Path, content: bytes) -> None:
        self._now.contents[self._file(path)] += content

    def _sync(self, path: Path, _: object) -> None:
        if self._now.names[path] is None:
            kept = {p: file for p, file in self._now.synced_names.items() if p.parent != path}
            here = {p: file for p, file in self._now.names.items() if p.parent == path}
            self._now.synced_names.clear()
            self._now.synced_names.update({**kept, **here})
        else:
            self._now.synced_contents[self._file(path)] = self._now.contents[self._file(path)]

    def _rename(self, path: Path, target: Path) -> None:
        self._now.names[target] = self._now.names.pop(path)

    def _unlink(self, path: Path, _: object) -> None:
        del self._now.names[path]

    def _mkdir(self, path: Path, _: object) -> None:
        self._now.names[path] = None

    def _file(self, path: Path) -> int:
        file = self._now.names[path]
        assert file is not None, "a folder is not written to"
        return file


def measure(folder: Path, times: int = 200) -> Iterator[Outcome]:
    """Cut the power after so many operations of each run, usually all; what is lost is more or less."""
    for scenario in scenarios(folder):
        disk = folder / "disk"
        shutil.rmtree(disk, ignore_errors=True)
        disk.mkdir()
        scenario.prepare(disk / "out")
        recorder = _Recorder(disk)
        with watched(disk, recorder):
            scenario.run(disk / "out")
        points = spread(len(recorder.states), times)
        for name in _LOSSES:
            bad = sum(not goes_well(_survives, scenario, recorder.states[at], disk, name, at) for at in points)
            yield Outcome(f"power cut, {name}: {scenario.name}", len(points), bad)


def _survives(scenario: Scenario, state: _State, disk: Path, loss: str, seed: int) -> bool:
    shutil.rmtree(disk)
    disk.mkdir()
    _LOSSES[loss](state, disk, random.Random(seed))  # noqa: S311 (no secret)
    return scenario.is_sound(disk / "out") and scenario.is_mended(disk / "out")


def _lose_all(state: _State, disk: Path, _: random.Random) -> None:
    """Neither names nor contents that were not synced are there."""
    _write(disk, state.synced_names, state.synced_contents)


def _lose_contents(state: _State, disk: Path, _: random.Random) -> None:
    """Names are there, contents that were not synced are cut in half."""
    halves = {file: content[: len(content) // 2] for file, content in state.contents.items()}
    _write(disk, state.names, {**halves, **state.synced_contents})


def _lose_some(state: _State, disk: Path, chance: random.Random) -> None:
    """Of what was not synced some is there."""
    names = dict(state.synced_names)
    for path in sorted(state.names.keys() | names.keys()):
        if state.names.get(path, ...) != names.get(path, ...) and chance.random() < 0.5:  # noqa: PLR2004
            names.pop(path, None)
            if path in state.names:
                names[path] = state.names[path]
    contents = {
        file: state.synced_contents.get(file, content[: chance.randint(0, len(content))])
        for file, content in state.contents.items()
    }
    _write(disk, names, contents)


_LOSSES = {
    "all that was not synced": _lose_all,
    "contents that were not synced": _lose_contents,
    "some of what was not synced": _lose_some,
}


def _write(disk: Path, names: _Names, contents: dict[int, bytes]) -> None:
    """Make files and folders, except where the folder above was lost."""
    for path in sorted(names):
        file = names[path]
        if path == disk or not path.parent.is_dir():
            continue
        if file is None:
            path.mkdir()
        else:
            path.write_bytes(contents.get(file, b""))
