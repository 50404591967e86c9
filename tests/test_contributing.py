"""The first change that CONTRIBUTING walks through, made in a copy of the stage."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

ROOT = Path(__file__).parent.parent
GUIDE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


def block(kind: str) -> str:
    (found,) = re.findall(rf"^ +```{kind}\n(.*?)^ +```$", GUIDE, re.MULTILINE | re.DOTALL)
    return dedent(found)


def test_the_first_change_does_what_is_told(tmp_path: Path) -> None:
    phrases = "normkit_boilerplate/phrases/en.txt"
    shutil.copytree(ROOT / "plugins/normkit_boilerplate", tmp_path / "normkit_boilerplate")
    cases = tmp_path / "cases/boilerplate.yaml"
    cases.parent.mkdir()
    top = (ROOT / "tests/cases/boilerplate.yaml").read_text(encoding="utf-8").partition("- name:")[0]
    cases.write_text(top + block("yaml"), encoding="utf-8")

    def outcome() -> str:
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(cases)]
        environment = os.environ | {"PYTHONPATH": str(tmp_path)}
        done = subprocess.run(
            command, capture_output=True, encoding="utf-8", env=environment, cwd=tmp_path, check=False
        )
        return done.stdout.splitlines()[-1]

    assert outcome().startswith("1 failed, 1 passed")
    section, phrase = block("text").split("\n", 1)
    before = (tmp_path / phrases).read_text(encoding="utf-8")
    (tmp_path / phrases).write_text(before.replace(section, f"{section}\n{phrase}"), encoding="utf-8")
    assert outcome().startswith("2 passed")
