import os
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from hypothesis import settings

from normkit.bundles.shard import shards
from normkit.plugins.loading import loaded

settings.register_profile("patient", settings(), deadline=None)  # machines differ, and pause
settings.load_profile("patient")

SEEDS = Path(__file__).parent.parent / "seeds"

STAGE = """
from normkit import Edit, Options, Rule, Stage, hookimpl

class Shout(Stage[Options]):
    '''Make the first letter loud.'''

    name = "shout"
    rules = [Rule("loud", "The first letter is made loud.", changes="a", keeps="A")]

    def propose(self, document):
        if document.text[:1].islower():
            yield Edit.replace((0, 1), document.text[0].upper(), rule="loud")

@hookimpl
def normkit_stages():
    return [Shout]
"""

Install = Callable[..., Path]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    """Install a plugin as a stranger's distribution that this test alone sees."""
    site = tmp_path / "site"
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(site), os.environ.get("PYTHONPATH", "")]))
    monkeypatch.syspath_prepend(str(site))
    loaded.cache_clear()

    def write(
        code: str = STAGE, stage: str = "shout", distribution: str = "normkit-shout", group: str = "normkit"
    ) -> Path:
        module = f"{distribution.replace('-', '_')}_{tmp_path.name.replace('-', '_')}"
        info = site / f"{distribution.replace('-', '_')}-1.2.dist-info"
        info.mkdir(parents=True)
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {distribution}\nVersion: 1.2\n")
        (info / "entry_points.txt").write_text(f"[{group}]\n{stage} = {module}\n")
        (site / f"{module}.py").write_text(code)
        return site / f"{module}.py"

    return write


Normkit = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def normkit() -> Normkit:
    """Run the command line in a process of its own."""

    def call(*arguments: object, **options: object) -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, "-m", "normkit", *map(str, arguments)]
        return subprocess.run(command, capture_output=True, encoding="utf-8", check=False, **options)  # type: ignore[call-overload,no-any-return]

    return call


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """Make a bundle of three small documents."""
    folder = tmp_path / "bundle"
    folder.mkdir()
    for index, word in enumerate(("first", "second", "third")):
        (folder / f"{index:03}_{index:016x}.txt").write_text(
            f"{word} document\n\nwith “quotes”\n", encoding="utf-8"
        )
    return folder


@pytest.fixture
def small_shards(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put each document into a shard of its own."""
    monkeypatch.setattr("normkit.runs.run.shards", partial(shards, limit=1))


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file that must not depend on how a run went."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.name not in ("run.json", ".lock"))
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}
