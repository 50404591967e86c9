import doctest
import importlib
import json
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest

import normkit
from normkit.plugins.entry_points import installed

PLUGINS = [
    importlib.import_module(entry_point.module)
    for entry_point in installed()
    if entry_point.dist and entry_point.dist.name == "normkit"
]
MODULES = [
    module.name
    for package in (normkit, *PLUGINS)
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
    if "__main__" not in module.name
]


def test_every_public_name_can_be_imported_and_no_other() -> None:
    assert all(hasattr(normkit, name) for name in normkit.__all__)
    with pytest.raises(AttributeError):
        _ = normkit.no_such_name


def test_importing_normkit_loads_no_plugin_and_no_heavy_package() -> None:
    code = "import sys, normkit; print(*{name.split('.')[0] for name in sys.modules})"
    loaded = set(subprocess.check_output([sys.executable, "-c", code], encoding="utf-8").split())
    heavy = {
        "pydantic",
        "pluggy",
        "click",
        "rich",
        "ftfy",
        "langdetect",
        "chardet",
        "numpy",
        "normkit_encoding",
    }
    assert not loaded & heavy


def test_help_loads_no_heavy_package() -> None:
    code = "import sys, normkit.cli; print(*{name.split('.')[0] for name in sys.modules})"
    loaded = set(subprocess.check_output([sys.executable, "-c", code], encoding="utf-8").split())
    assert not loaded & {"pydantic", "pluggy", "rich", "ftfy", "langdetect", "chardet", "numpy"}


def test_normalize_takes_text_or_bytes() -> None:
    assert normkit.normalize("a\u00a0b").text == normkit.normalize(b"a\xc2\xa0b").text == "a b"


def test_run_does_what_it_is_asked_for_here_unless_it_is_told_where(bundle: Path, tmp_path: Path) -> None:
    out, options = tmp_path / "out", {"typography": {"dash": False}}
    normkit.run(str(bundle), str(out), ["typography"], options, text=True, parts="jsonl.gz")
    job = json.loads((out / "manifest.json").read_bytes())["job"]
    assert job["pipeline"][0]["options"]["dash"] is False
    assert [path.name for path in (out / "documents").iterdir()] == ["part-00000.jsonl.gz"]
    assert len(list((out / "text").iterdir())) == 3
    facts = json.loads((out / "run.json").read_bytes())
    assert (facts["engine"], facts["workers"]) == ("inline", 1)


@pytest.mark.parametrize("module", MODULES)
def test_the_examples_in_docstrings_hold(module: str) -> None:
    assert doctest.testmod(importlib.import_module(module)).failed == 0
