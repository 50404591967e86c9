import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import SEEDS

from normkit.plugins import hookspecs

GUIDE = (Path(__file__).parent.parent / "docs/plugins.md").read_text(encoding="utf-8")


def blocks(kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)


FILES = {
    match[1]: code
    for code in blocks("python") + blocks("yaml")
    if (match := re.match(r"# (\S+\.(?:py|yaml))\n", code))
}


def site(folder: Path) -> Path:
    """Install `normkit_dashes.py` as its distribution would be."""
    info = folder / "site/normkit_dashes-0.1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: normkit-dashes\nVersion: 0.1.0\n")
    (info / "entry_points.txt").write_text("[normkit]\ndashes = normkit_dashes\n")
    (folder / "site/normkit_dashes.py").write_text(FILES["normkit_dashes.py"], encoding="utf-8")
    return folder / "site"


@pytest.mark.parametrize("code", [code for code in blocks("python") if code not in FILES.values()])
def test_the_examples_run(code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(SEEDS, tmp_path / "seeds")
    monkeypatch.chdir(tmp_path)
    exec(code, {"__name__": "__main__"})


def test_the_commands_run_in_order(tmp_path: Path) -> None:
    shutil.copytree(SEEDS, tmp_path / "seeds")
    (tmp_path / "page.txt").write_text("One -- two.\n")
    for name in ("mine.py", "watch.py"):
        (tmp_path / name).write_text(FILES[name], encoding="utf-8")
    environment = dict(os.environ)
    for command in re.findall(r"^\$ normkit (.*?)(?:\s+#.*)?$", "".join(blocks("console")), re.MULTILINE):
        done = subprocess.run(
            [sys.executable, "-m", "normkit", *command.split()],
            cwd=tmp_path, capture_output=True, encoding="utf-8", env=environment, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        if command.startswith("plugins new"):
            environment["PYTHONPATH"] = str(site(tmp_path))
    assert "shard 0: 5 documents, {}" in done.stdout


def test_the_tests_of_the_tutorial_pass(tmp_path: Path) -> None:
    for name in ("tests/cases/dashes.yaml", "test_dashes.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(FILES[name], encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "."]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    environment["PYTHONPATH"] = str(site(tmp_path))
    done = subprocess.run(
        command, cwd=tmp_path, capture_output=True, encoding="utf-8", env=environment, check=False
    )
    assert done.returncode == 0, done.stdout
    assert int(re.findall(r"(\d+) passed", done.stdout)[0]) > 30


def test_the_guide_lists_every_hook_in_the_order_of_a_run() -> None:
    listed = re.findall(r"^\| `(normkit_\w+)\(", GUIDE, re.MULTILINE)
    assert listed == [name for name in vars(hookspecs) if name.startswith("normkit_")]


def test_links_lead_to_headings_and_files() -> None:
    titles = re.findall(r"^## (.*)$", GUIDE, re.MULTILINE)
    headings = {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}
    for target in re.findall(r"\]\(([^)]+)\)", GUIDE):
        assert target.removeprefix("#") in headings or (SEEDS.parent / "docs" / target).exists(), target
