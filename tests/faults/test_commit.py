"""Disks that fail, power that goes, kills: a short version of `benchmarks/faults`."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

FAULTS = Path(__file__).parents[2] / "benchmarks/faults"
sys.path.insert(0, str(FAULTS.parents[1]))

from benchmarks.faults import disk_errors, hostile_edits, kills, power_cuts  # noqa: E402
from benchmarks.faults.outcome import Outcome  # noqa: E402


@pytest.mark.parametrize(
    ("measure", "times"),
    [
        (disk_errors.measure, 3),
        (power_cuts.measure, 5),
        (hostile_edits.measure, 1_000),
        pytest.param(
            kills.measure,
            3,
            marks=pytest.mark.skipif(not shutil.which("ps"), reason="no ps to find processes with"),
        ),
    ],
    ids=["disk errors", "power cuts", "hostile edits", "kills"],
)
def test_no_outcome_is_bad(
    tmp_path: Path, measure: Callable[[Path, int], Iterator[Outcome]], times: int
) -> None:
    outcomes = list(measure(tmp_path, times))
    assert all(outcome.tried for outcome in outcomes)
    assert [outcome for outcome in outcomes if outcome.bad] == []


def test_the_command_prints_a_table_and_writes_figures(tmp_path: Path) -> None:
    command: list[str | Path] = [
        sys.executable,
        FAULTS,
        "hostile_edits",
        "--times",
        "10",
        "--json",
        tmp_path / "figures.json",
    ]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    (figures,) = json.loads((tmp_path / "figures.json").read_bytes())["hostile_edits"]
    assert (figures["tried"], figures["bad"]) == (10, 0)
    assert f"| {figures['fault']} | 10 | 0 |" in done.stdout
