"""Plugins from outside: built as wheels and installed beside a wheel of normkit in a new environment."""

import json
import os
import subprocess
import sys
import tarfile
from pathlib import Path
from zipfile import ZipFile

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


def test_wheel_and_sdist_hold_what_the_checkout_holds_and_nothing_else(place: Path, tmp_path: Path) -> None:
    listed = call("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", cwd=ROOT)
    if listed.returncode:
        pytest.skip("this is no checkout of git")
    files = {name for name in listed.stdout.split("\0") if (ROOT / name).is_file()}
    packaged = {name.removeprefix("plugins/") for name in files if name.startswith(("normkit/", "plugins/"))}
    (wheel,) = (place / "wheels").glob("normkit-*.whl")
    assert {name for name in ZipFile(wheel).namelist() if ".dist-info/" not in name} == packaged
    built = call(place / "venv/bin/python", "-m", "hatchling", "build", "-t", "sdist", "-d", tmp_path, cwd=ROOT)
    assert built.returncode == 0, built.stderr
    (sdist,) = tmp_path.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        assert {member.name.partition("/")[2] for member in archive} == files | {"PKG-INFO"}


def test_a_new_plugin_runs_beside_an_installed_normkit(place: Path, tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text("It sails.  \n")
    normkit = place / "venv/bin/normkit"
    ran = call(normkit, "run", "page.txt", "-o", "out", "--with", "tidy", cwd=tmp_path)
    assert ran.returncode == 0, ran.stderr
    record = json.loads((tmp_path / "out/documents/part-00000.jsonl").read_text())
    assert record["text"] == "It sails.\n"
    job = json.loads((tmp_path / "out/manifest.json").read_text())["job"]
    assert job["packages"]["normkit-tidy"] == "0.1.0"


@pytest.mark.parametrize("project", ["normkit-tidy", *EXAMPLES], ids=lambda project: Path(project).name)
def test_the_tests_of_a_plugin_pass_where_it_is_installed(place: Path, project: str | Path) -> None:
    python = place / "venv/bin/python"
    tested = call(python, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-W", "error", cwd=place / project)
    assert tested.returncode == 0, tested.stdout


def test_the_examples_do_what_they_are_for_on_a_bundle(place: Path, tmp_path: Path) -> None:
    page = (
        "The council met on Tuesday to speak of the old ferry, and nobody came who had not been asked to come. "
    )
    (tmp_path / "bundle").mkdir()
    for number, end in enumerate(("Write to ann@example.org.", "Write to bo@example.org.", "")):
        text = page + end if end else "A bridge is no answer, said the mayor. Call 202-555-0143. " + page[::-1]
        (tmp_path / f"bundle/{number}.txt").write_text(text)
    stages = "--stage", "near-duplicates", "--stage", "encoding", "--stage", "contacts"
    ran = call(place / "venv/bin/normkit", "run", "bundle", "-o", "out", *stages, cwd=tmp_path)
    assert ran.returncode == 0, ran.stderr
    lines = (tmp_path / "out/documents/part-00000.jsonl").read_text().splitlines()
    records = [json.loads(line) for line in lines]
    assert [record["metadata"]["near_duplicates"] for record in records] == [1, 1, None]
    assert [record["edits"][0]["removed"] for record in records] == [
        "ann@example.org",
        "bo@example.org",
        "202-555-0143",
    ]
