import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import Normkit, contents

from normkit.jobs.profiling import Clock

STEPS = {"step encoding", "step boilerplate"}
PASSES = {"survey", "survey boilerplate", "start", "read", "decode", "core", "record", "write", "commit"}


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Return a clock for which a second passes whenever it is looked at."""
    seconds = iter(range(100))
    monkeypatch.setattr("normkit.jobs.profiling.process_time", lambda: float(next(seconds)))
    return Clock()


def test_what_is_measured_within_counts_once(clock: Clock) -> None:
    with clock.measuring("outer"):
        for _ in range(2):
            with clock.measuring("inner"):
                pass
    assert clock.seconds == {"outer": 3.0, "inner": 2.0}
    assert clock.take() == {"outer": 3.0, "inner": 2.0}
    assert clock.take() == {}


def test_time_counts_even_if_the_work_fails(clock: Clock) -> None:
    with pytest.raises(ValueError, match="broken"), clock.measuring("work"):
        int("broken")
    assert clock.seconds == {"work": 1.0}


def test_making_items_is_measured_and_using_them_is_not(clock: Clock) -> None:
    def making() -> Iterator[int]:
        yield from (1, 2)

    for _ in clock.each("read", making()):
        with clock.measuring("use"):
            pass
    assert clock.seconds == {"read": 3.0, "use": 2.0}


@pytest.mark.parametrize("workers", [1, 2])
def test_a_profile_is_told_and_changes_no_output(
    bundle: Path, tmp_path: Path, normkit: Normkit, workers: int
) -> None:
    command = ["run", bundle, "--stage", "encoding", "--stage", "boilerplate", "--workers", workers, "-o"]
    profiled = normkit(*command, tmp_path / "profiled", "--profile", "--json")
    assert normkit(*command, tmp_path / "plain").returncode == profiled.returncode == 0
    assert contents(tmp_path / "profiled") == contents(tmp_path / "plain")
    assert "profile" not in json.loads((tmp_path / "plain/run.json").read_bytes())
    seconds = json.loads((tmp_path / "profiled/run.json").read_bytes())["profile"]
    assert seconds.keys() == STEPS | PASSES
    assert all(value >= 0 for value in seconds.values())
    table = profiled.stderr.partition("CPU ")[2]
    assert all(f"\n  {name} " in table for name in [*seconds, "total"])
    assert json.loads(profiled.stdout)["documents"] == 3


def test_what_goes_to_standard_output_can_be_profiled(bundle: Path, normkit: Normkit) -> None:
    done = normkit("run", bundle, "--stage", "encoding", "-o", "-", "--profile")
    assert "  step encoding " in done.stderr
    assert len(done.stdout.splitlines()) == 3
