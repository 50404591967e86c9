import os
import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path

from normkit import Pipeline

CASES = """\
stages: [typography]
cases:
- name: quotes become straight
  input: “a”
  expected: '"a"'
- name: what is not so
  input: “b”
  expected: “b”
- name: what is known not to be so
  input: “c”
  expected: “c”
  known_failure: quotes are folded
"""

TESTS = """
def test_a_bundle_is_run(normkit_bundle, normkit_run):
    records = normkit_run(normkit_bundle(["“a”", b"\\xffb"]), ["typography"], {"typography": {"quote": False}})
    assert [record.text for record in records] == ["“a”", "\\ufffdb"]

def test_a_hostile_document_comes_back(normkit_hostile):
    assert isinstance(normkit_hostile, bytes)
"""


def run_pytest(folder: Path) -> str:
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-q", "-rA", "-W", "error", "."]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    done = subprocess.run(
        command, cwd=folder, capture_output=True, encoding="utf-8", env=environment, check=False
    )
    return done.stdout + done.stderr


def test_the_installed_normkit_tells_pytest_of_its_plugin() -> None:
    told = [point.value for point in entry_points(group="pytest11", name="normkit")]
    assert told == ["normkit.pytest_plugin"], "install normkit anew: without this no file of cases is a test"


def test_cases_and_fixtures_are_there_for_every_plugin(tmp_path: Path) -> None:
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases/typography.yaml").write_text(CASES, encoding="utf-8")
    (tmp_path / "cases/others.yaml").write_text("- of: another project\n")
    (tmp_path / "cases/broken.yaml").write_text("{")
    (tmp_path / "test_it.py").write_text(TESTS, encoding="utf-8")
    told = run_pytest(tmp_path)
    assert "PASSED cases/typography.yaml::quotes become straight" in told
    assert "FAILED cases/typography.yaml::what is not so" in told
    assert f"{tmp_path / 'cases/typography.yaml'}:6: what is not so\n\n--- expected\n+++ output\n" in told
    assert "XFAIL cases/typography.yaml::what is known not to be so" in told
    assert "PASSED test_it.py::test_a_bundle_is_run" in told
    assert "PASSED test_it.py::test_a_hostile_document_comes_back[cut in a character]" in told
    assert "1 failed" in told


def test_a_file_of_cases_that_does_not_hold_together_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases/wrong.yaml").write_text("stages: [typography]\ncases:\n- name: x\n  inptu: y\n")
    told = f"{tmp_path / 'cases/wrong.yaml'}:3: input is missing; give it a value; unknown key 'inptu'; did you"
    assert told in run_pytest(tmp_path)


def test_every_default_stage_bears_hostile_documents(normkit_hostile: bytes) -> None:
    record = PIPELINE.normalize(normkit_hostile)
    assert not record.problems
    assert record.restore() == normkit_hostile


PIPELINE = Pipeline()
