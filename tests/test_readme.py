import json
import re
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest
import zstandard
from conftest import SEEDS, Install, Normkit

from normkit import Pipeline

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def test_the_quick_start_is_two_commands() -> None:
    assert len(blocks("sh")) == 2
    assert all(block.count("\n") == 1 for block in blocks("sh"))


(PLUGIN,) = (code for code in blocks("python") if "@hookimpl" in code)


@pytest.mark.parametrize("code", [code for code in blocks("python") if code != PLUGIN])
def test_the_library_examples_run(code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(SEEDS, tmp_path / "seeds")
    monkeypatch.chdir(tmp_path)
    exec(code, {"__name__": "__main__"})


def test_the_plugin_example_is_a_plugin(install: Install) -> None:
    install(PLUGIN, stage="dashes", distribution="normkit-dashes")
    assert Pipeline(["dashes"]).normalize("wait -- what").text == "wait — what"
    assert Pipeline(["dashes"], {"dashes": {"dash": "–"}}).normalize("wait -- what").text == "wait – what"


def test_the_page_shown_is_what_normkit_prints(normkit: Normkit, tmp_path: Path) -> None:
    page, shown = blocks("text")
    (tmp_path / "page.txt").write_text(page, encoding="utf-8")
    printed = normkit("try", "page.txt", cwd=tmp_path).stdout
    assert [line.rstrip() for line in printed.splitlines()] == [line.rstrip() for line in shown.splitlines()]


def test_the_commands_shown_run(tmp_path: Path) -> None:
    shutil.copytree(SEEDS, tmp_path / "seeds")
    (tmp_path / "page.txt").write_text("A page.\n")
    (tmp_path / "b.jsonl").write_text('{"text": "A page."}\n')
    (tmp_path / "normkit_dashes.py").write_text(PLUGIN, encoding="utf-8")
    with zstandard.open(tmp_path / "a.tar.zst", "wb") as file, tarfile.open(fileobj=file, mode="w|") as archive:
        archive.add(SEEDS, "seeds")
    commands = re.findall(r"^\$ (.*?)(?:\s+#.*)?$", "".join(blocks("console")), re.MULTILINE)
    assert len(commands) > 10
    for command in commands:
        line = re.sub(r"\bnormkit (?=[a-z])", f"{sys.executable} -m normkit ", command)
        done = subprocess.run(
            line, shell=True, cwd=tmp_path, capture_output=True, encoding="utf-8", check=False
        )
        assert done.returncode == (1 if " diff " in line else 0), done.stderr


def test_the_configuration_shown_holds(tmp_path: Path, normkit: Normkit) -> None:
    (tmp_path / "normkit.toml").write_text(blocks("toml")[0], encoding="utf-8")
    shown = json.loads(normkit("config", "--json", cwd=tmp_path).stdout)
    assert {row["name"]: row["value"] for row in shown["values"]}["max_document_bytes"] == 1_000_000


def test_a_figure_stands_on_the_page_that_tells_how_it_was_measured() -> None:
    rows = re.findall(r"^\| [^|]+ \| ([^|]*\d[^|]*) \| .*\((docs/\w+\.md)\) \|$", README, re.MULTILINE)
    assert rows
    for figures, page in rows:
        told = (ROOT / page).read_text(encoding="utf-8")
        assert all(figure in told for figure in re.findall(r"\d\.\d+", figures)), (figures, page)
