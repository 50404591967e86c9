import tomllib
from pathlib import Path

import pytest
from conftest import Install, Normkit

from normkit import Pipeline, PluginFile
from normkit.new_plugin import NewPluginError, write_plugin
from normkit.testing import check_stage, read_cases


def test_a_new_plugin_is_a_whole_distribution(tmp_path: Path, normkit: Normkit) -> None:
    told = normkit("plugins", "new", "old-ferry", cwd=tmp_path)
    assert told.returncode == 0, told.stderr
    folder = tmp_path / "normkit-old-ferry"
    names = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert names == {
        ".github/workflows/test.yml",
        ".gitignore",
        "README.md",
        "normkit_old_ferry.py",
        "pyproject.toml",
        "tests/cases/old-ferry.yaml",
        "tests/test_old_ferry.py",
    }
    project = tomllib.loads((folder / "pyproject.toml").read_text())["project"]
    assert project["entry-points"]["normkit"] == {"old-ferry": "normkit_old_ferry"}
    assert "$" not in (folder / "normkit_old_ferry.py").read_text()
    assert "${{ matrix.python }}" in (folder / ".github/workflows/test.yml").read_text()


def test_its_stage_keeps_the_contract_and_its_cases_hold(tmp_path: Path) -> None:
    folder = write_plugin("old-ferry", tmp_path)
    file = PluginFile.read(folder / "normkit_old_ferry.py")
    check_stage(file.load().OldFerry)
    pipeline = Pipeline(["old-ferry"], plugins=[file])
    for case, _ in read_cases(folder / "tests/cases/old-ferry.yaml"):
        if case.options:
            assert case.options == {"old-ferry": {"tabs": False}}
        else:
            assert pipeline.normalize(case.input).text == case.expected


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("Ferry", "'Ferry' is not a valid name of a stage; use lower-case"),
        ("../ferry", "is not a valid name of a stage"),
        ("edit", "the class Edit, which is normkit's own"),
        ("shout", "stage 'shout' is provided by normkit-shout, which is installed"),
        ("there", "normkit-there' cannot be written: File exists; give the plugin another"),
    ],
)
def test_a_name_that_cannot_be_is_refused(tmp_path: Path, install: Install, name: str, message: str) -> None:
    install()
    (tmp_path / "normkit-there").mkdir()
    with pytest.raises(NewPluginError, match=message):
        write_plugin(name, tmp_path)
