import json
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from conftest import SEEDS

SPEED = Path(__file__).parent.parent / "benchmarks/speed"
sys.path.insert(0, str(SPEED.parents[1]))

from benchmarks.speed.plot import bars  # noqa: E402
from benchmarks.speed.texts import documents  # noqa: E402


def test_made_documents_are_the_same_each_time_and_as_much_as_asked_for() -> None:
    made = documents(None, 0.05)
    assert made == documents(None, 0.05)
    assert 50_000 <= sum(len(document.raw) for document in made) < 60_000
    assert len({document.raw for document in made}) == len(made)
    assert documents(None, 0.05, seed=1) != made


def test_the_first_documents_of_a_bundle_are_taken() -> None:
    assert [document.name[:4] for document in documents(SEEDS, 0.005)] == ["000_", "001_"]


@pytest.mark.parametrize("values", [{}, {"a<b": 1.0, "none": 0.0, "c": 20.5}])
def test_a_plot_is_svg_with_a_bar_for_each_value(values: dict[str, float]) -> None:
    root = ET.fromstring(bars("A & B", values, " ms"))
    rects = root.findall("{http://www.w3.org/2000/svg}rect")
    assert len(rects) == len(values)
    assert [float(rect.attrib["width"]) > 0 for rect in rects] == [value > 0 for value in values.values()]


@pytest.mark.parametrize("engine", [[], ["--engine", "processes", "--workers", "2"]])
def test_the_driver_is_measured_with_many_shards(tmp_path: Path, engine: list[str]) -> None:
    driver = str(SPEED.parent / "driver.py")
    command = [sys.executable, driver, "--shards", "7", "--json", f"{tmp_path}/figures.json", *engine]
    subprocess.run(command, capture_output=True, check=True)
    assert json.loads((tmp_path / "figures.json").read_bytes())["shards"] == 7


def test_one_command_measures_all(tmp_path: Path) -> None:
    sizes = ["--megabytes", "0.01", "--rounds", "1", "--workers", "--documents", "3", "5"]
    written = ["--json", f"{tmp_path}/figures.json", "--plot", f"{tmp_path}/plot.svg"]
    command = [sys.executable, str(SPEED), str(SEEDS), "--stage", "encoding", *sizes, *written]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True, cwd=tmp_path)
    figures = json.loads((tmp_path / "figures.json").read_bytes())
    assert figures["costs"]["ratios"]["ftfy.fix_text"] == figures["forms"]["ftfy.fix_text"] == 1
    assert {"normkit", "normkit: step encoding", "langdetect"} <= figures["costs"]["ratios"].keys()
    assert figures["memory"].keys() == {"3 documents", "5 documents"}
    assert figures["speed"].keys() == {"inline 1"}
    assert all(name in done.stdout for name in figures["costs"]["ratios"])
    ET.parse(tmp_path / "plot.svg")
