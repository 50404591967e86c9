import json
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import SEEDS

SPEED = Path(__file__).parent.parent / "benchmarks/speed"
sys.path.insert(0, str(SPEED.parents[1]))

from benchmarks.speed import driver  # noqa: E402
from benchmarks.speed.texts import documents  # noqa: E402


def test_made_documents_are_the_same_each_time_and_as_much_as_asked_for() -> None:
    made = documents(None, 0.05)
    assert made == documents(None, 0.05)
    assert 50_000 <= sum(len(document.raw) for document in made) < 60_000
    assert len({document.raw for document in made}) == len(made)
    assert documents(None, 0.05, seed=1) != made


def test_the_first_documents_of_a_bundle_are_taken() -> None:
    assert [document.name[:4] for document in documents(SEEDS, 0.005)] == ["000_", "001_"]


def test_one_command_measures_all(tmp_path: Path) -> None:
    sizes = ["--megabytes", "0.01", "--rounds", "1", "--workers", "--documents", "3", "5", "--shards", "7"]
    command = [sys.executable, str(SPEED), str(SEEDS), "--stage", "encoding", *sizes]
    written = ["--json", f"{tmp_path}/figures.json"]
    done = subprocess.run([*command, *written], capture_output=True, encoding="utf-8", check=True, cwd=tmp_path)
    figures = json.loads((tmp_path / "figures.json").read_bytes())
    assert figures["text"]["documents"] == 3
    assert figures["costs"]["ftfy.fix_text"] == figures["forms"]["ftfy.fix_text"] == 1
    assert {"normkit", "normkit: step encoding", "langdetect"} <= figures["costs"].keys()
    assert figures["run"]["normkit run"] > 0
    assert figures["memory"].keys() == {"3 documents", "5 documents"}
    assert figures["workers"].keys() == {"inline 1"}
    assert (figures["driver"]["shards"], figures["report"]["documents"]) == (7, 5)
    assert all(name in done.stdout for section in figures.values() for name in section)


def test_the_driver_is_measured_with_an_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(driver, "engines", lambda: ["processes"])
    figures = driver.measure_driver(3, [1])
    assert figures["shards"] == 3
    assert figures["CPU ms per shard of 4 MiB, processes"] > 0


def test_a_section_is_measured_alone(tmp_path: Path) -> None:
    command = [
        sys.executable,
        str(SPEED),
        "--only",
        "start",
        "--rounds",
        "1",
        "--json",
        f"{tmp_path}/figures.json",
    ]
    subprocess.run(command, check=True)
    assert json.loads((tmp_path / "figures.json").read_bytes()).keys() == {"start"}
