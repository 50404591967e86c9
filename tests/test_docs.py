"""The guides in `docs/`, tried from top to bottom as a reader would, in a folder with the sample."""

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import SEEDS

from normkit.cli import cli

ROOT = Path(__file__).parent.parent
GUIDES = ["command-line", "configuration", "integrations", "python", "removal", "sql"]
CODE_1 = (" diff ", " check ")  # commands that say by their exit code that something differs


@pytest.mark.parametrize("guide", GUIDES)
def test_what_a_guide_shows_runs(guide: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(SEEDS, tmp_path / "seeds")
    monkeypatch.chdir(tmp_path)
    names = {"__name__": "__main__"}
    found = re.findall(r"^```(console|toml|python)\n(.*?)^```$", text_of(guide), re.MULTILINE | re.DOTALL)
    assert found
    for kind, block in found:
        if kind == "toml":
            Path("normkit.toml").write_text(block, encoding="utf-8")
        elif kind == "console":
            run_commands(block)
        else:
            for package in re.findall(r"^(?:import|from) (?!normkit)(\w+)", block, re.MULTILINE):
                pytest.importorskip(package, reason=f"{package} is not installed: the guide says how")
            exec(block, names)


def text_of(page: str) -> str:
    return (ROOT / "docs" / f"{page}.md").read_text(encoding="utf-8")


def run_commands(block: str) -> None:
    for command in re.findall(r"^\$ (.*?)(?:\s+#.*)?$", block, re.MULTILINE):
        code, told = (in_shell if re.search(r"[|*]", command) else in_process)(command)
        assert code == any(word in command for word in CODE_1), f"{command}\n{told}"


def in_process(command: str) -> tuple[int, str]:
    done = CliRunner().invoke(cli, shlex.split(command)[1:], catch_exceptions=False)
    return done.exit_code, done.output


def in_shell(command: str) -> tuple[int, str]:
    line = re.sub(r"\bnormkit (?=[a-z])", f"{sys.executable} -m normkit ", command)
    done = subprocess.run(line, shell=True, capture_output=True, encoding="utf-8", check=False)
    return done.returncode, done.stderr


def test_the_page_of_the_start_page_is_that_of_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (page, *_) = re.findall(r"^```text\n(.*?)^```$", readme, re.MULTILINE | re.DOTALL)
    assert (ROOT / "docs/example.txt").read_text(encoding="utf-8") == page


def test_the_pages_are_built_without_a_warning(tmp_path: Path) -> None:
    pytest.importorskip("sphinx", reason="Sphinx is not installed: pip install 'normkit[docs]'")
    build = [sys.executable, "-m", "sphinx", "-q", "-W", str(ROOT / "docs"), str(tmp_path)]
    done = subprocess.run(build, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (0, "")
    start = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert 'title="boilerplate.skip-link"' in start
    assert "cli · pytest_plugin" in (tmp_path / "architecture.html").read_text(encoding="utf-8")
    assert not re.findall(r'(?:src|href)="http[^"]*\.(?:js|css|woff2?)', start), (
        "the network is asked for something"
    )
