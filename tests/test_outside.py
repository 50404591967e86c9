"""Plugins from outside: built as wheels and installed beside a wheel of normkit in a new environment."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from normkit.new_plugin import write_plugin

ROOT = Path(__file__).parent.parent
EXAMPLES = sorted(path.parent for path in (ROOT / "examples").glob("*/pyproject.toml"))
ENVIRONMENT = {
    name: value for name, value in os.environ.items() if name != "PYTHONPATH" and not name.startswith("PYTEST_")
}


def call(*command: object, cwd: Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [*map(str, command)], cwd=cwd, capture_output=True, encoding="utf-8", env=ENVIRONMENT, check=False
    )


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a folder with an environment in `venv` and a new plugin in `normkit-tidy`, installed there."""
    place = tmp_path_factory.mktemp("outside")
    call(sys.executable, "-m", "venv", "--without-pip", "venv", cwd=place)
    pip = sys.executable, "-m", "pip", "--python", "venv/bin/python", "--quiet"
    reached = call(*pip, "install", "hatchling", cwd=place)
    if reached.returncode:
        pytest.skip(f"no package index is reached: {reached.stderr.strip()[-200:]}")
    projects = [ROOT, write_plugin("tidy", place), *EXAMPLES]
    built = call(*pip, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir=wheels", *projects, cwd=place)
    assert built.returncode == 0, built.stderr
    wheels = {path.name.split("-")[0]: path for path in (place / "wheels").iterdir()}
    wanted = f"{wheels.pop('normkit')}[test]", *wheels.values()
    installed = call(*pip, "install", "--no-compile", *wanted, cwd=place)
    assert installed.returncode == 0, installed.stderr
    return place


def test_a_new_plugin_runs_beside_an_installed_normkit(place: Path, tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text("It sails.  \n")
    normkit = place / "venv/bin/normkit"
    ran = call(normkit, "run", "page.txt", "-o", "out", "--with", "tidy", cwd=tmp_path)
    assert ran.returncode == 0, ran.stderr
    record = json.loads((tmp_path / "out/documents/part-00000.jsonl").read_text())
    assert record["text"] == "It sails.\n"
    job = json.loads((tmp_path / "out/manifest.json").read_text())["job"]
    assert job["packages"]["normkit-tidy"] == "0.1.0"


def test_the_tests_of_a_new_plugin_pass_before_it_is_changed(place: Path) -> None:
    folder = place / "normkit-tidy"
    tested = call(place / "venv/bin/python", "-m", "pytest", "-q", "-W", "error", cwd=folder)
    assert tested.returncode == 0, tested.stdout
