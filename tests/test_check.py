import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from conftest import STAGE, Install, Normkit

HOOKS = Path(__file__).parent.parent / ".pre-commit-hooks.yaml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "clean.txt").write_text("An old ferry\n")
    (tmp_path / "odd.txt").write_text("An\u00a0old\u00a0ferry “sails”\n", encoding="utf-8")
    (tmp_path / "wide.txt").write_text("An old ferry\n", encoding="utf-16-le")
    return tmp_path


def test_files_that_would_change_are_told_with_their_rules(normkit: Normkit, folder: Path) -> None:
    checked = normkit(
        "check", "clean.txt", "odd.txt", "--stage", "encoding", "--with", "typography", cwd=folder
    )
    assert checked.returncode == 2
    stages = ["--stage", "encoding", "--stage", "typography"]
    checked = normkit("check", "clean.txt", "odd.txt", *stages, cwd=folder)
    assert (checked.returncode, checked.stdout) == (1, "odd.txt: encoding.nbsp (2), typography.quote (2)\n")
    assert checked.stderr == "1 of 2 files would change\n"
    assert (folder / "odd.txt").read_text(encoding="utf-8") == "An\u00a0old\u00a0ferry “sails”\n"


def test_a_file_that_stays_as_it_is_passes_without_a_word(normkit: Normkit, folder: Path) -> None:
    checked = normkit("check", "clean.txt", "--stage", "encoding", cwd=folder)
    assert (checked.returncode, checked.stdout) == (0, "")


def test_a_file_in_another_encoding_would_change_without_any_edit(normkit: Normkit, folder: Path) -> None:
    checked = normkit("check", "wide.txt", "--stage", "encoding", cwd=folder)
    assert (checked.returncode, checked.stdout) == (1, "wide.txt: is utf-16-le and would be written as UTF-8\n")
    (row,) = json.loads(normkit("check", "wide.txt", "--stage", "encoding", "--json", cwd=folder).stdout)
    assert row == {"file": "wide.txt", "encoding": "utf-16-le", "rules": {}, "problems": []}


def test_a_stage_that_fails_is_told_and_fails_the_check(
    normkit: Normkit, folder: Path, install: Install
) -> None:
    install(STAGE.replace("        if document", "        raise ValueError('no')\n        if document"))
    checked = normkit("check", "clean.txt", "--stage", "shout", cwd=folder)
    assert checked.returncode == 1
    assert re.fullmatch(r"clean\.txt: shout failed: ValueError: no \(\w+\.py, line \d+\)\n", checked.stdout)


def test_a_plugin_that_is_not_installed_is_asked_too(normkit: Normkit, folder: Path) -> None:
    (folder / "mine.py").write_text(STAGE)
    (folder / "quiet.txt").write_text("an old ferry\n")
    checked = normkit("check", "quiet.txt", "--stage", "shout", "--plugin", "mine.py", cwd=folder)
    assert (checked.returncode, checked.stdout) == (1, "quiet.txt: shout.loud (1)\n")


def test_a_file_that_is_not_there_is_wrong_use(normkit: Normkit, folder: Path) -> None:
    checked = normkit("check", "nowhere.txt", cwd=folder)
    assert checked.returncode == 2
    assert "'nowhere.txt' does not exist" in checked.stderr


def test_the_hook_for_pre_commit_is_valid_and_runs_the_check(folder: Path) -> None:
    pytest.importorskip("pre_commit", reason="pre-commit is not installed: pip install pre-commit")
    subprocess.run([sys.executable, "-m", "pre_commit", "validate-manifest", HOOKS], check=True)
    (hook,) = yaml.safe_load(HOOKS.read_text(encoding="utf-8"))
    command = [sys.executable, "-m", *shlex.split(hook["entry"]), "--stage", "encoding", "odd.txt"]
    done = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout) == (1, "odd.txt: encoding.nbsp (2)\n")
