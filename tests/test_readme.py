import re
import shutil
from pathlib import Path

import pytest
from conftest import SEEDS, Install, Normkit

from normkit import Pipeline

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")


def blocks(kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def test_the_quick_start_is_two_commands() -> None:
    assert len(blocks("sh")) == 2
    assert all(block.count("\n") == 1 for block in blocks("sh"))


def is_of_the_plugin(code: str) -> bool:
    return "@hookimpl" in code or "normkit_dashes" in code


@pytest.mark.parametrize("code", [code for code in blocks("python") if not is_of_the_plugin(code)])
def test_the_library_examples_run(code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(SEEDS, tmp_path / "seeds")
    monkeypatch.chdir(tmp_path)
    exec(code, {"__name__": "__main__"})


def test_the_plugin_example_is_a_plugin(install: Install) -> None:
    (code,) = (code for code in blocks("python") if "@hookimpl" in code)
    install(code, stage="dashes", distribution="normkit-dashes")
    assert Pipeline(["dashes"]).normalize("wait -- what").text == "wait — what"
    assert Pipeline(["dashes"], {"dashes": {"dash": "–"}}).normalize("wait -- what").text == "wait – what"


def test_the_page_shown_is_what_normkit_prints(normkit: Normkit, tmp_path: Path) -> None:
    page, shown = blocks("text")
    (tmp_path / "page.txt").write_text(page, encoding="utf-8")
    printed = normkit("try", "page.txt", cwd=tmp_path).stdout
    assert [line.rstrip() for line in printed.splitlines()] == [line.rstrip() for line in shown.splitlines()]
