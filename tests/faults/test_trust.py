"""No plugin is imported before it is allowed."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import STAGE, Install

from normkit.cli import main
from normkit.config import Config
from normkit.plugins.trust import Trust

FORMAT = """
from normkit import RawDocument, hookimpl

@hookimpl
def normkit_read(source):
    yield RawDocument(b"")
"""
Call = Callable[..., tuple[object, str, str]]


@pytest.fixture
def marker(tmp_path: Path, install: Install) -> Path:
    """Install a stage and a format of strangers that leave a mark when they are imported."""
    marker = tmp_path / "imported"
    mark = f"open({str(marker)!r}, 'w').close()\n"
    install(mark + STAGE)
    install(mark + FORMAT, stage="lines", distribution="normkit-lines", group="normkit.formats")
    (tmp_path / "b.lines").touch()
    (tmp_path / "page.txt").write_text("page")
    return marker


@pytest.fixture
def call(marker: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Call:
    """Run the command line in this process, beside the marker: what was imported before is so still."""
    monkeypatch.chdir(marker.parent)

    def call(*arguments: str) -> tuple[object, str, str]:
        monkeypatch.setattr(sys, "argv", ["normkit", *arguments])
        with pytest.raises(SystemExit) as exit_:
            main()
        return (exit_.value.code, *capsys.readouterr())

    return call


UNASKED = [
    ["--version"],
    ["--help"],
    ["plugins"],
    ["plugins", "--json"],
    ["stages"],
    ["explain", "typography"],
    ["config"],
    ["schema"],
    ["try", "page.txt", "--stage", "typography"],
    ["run", "page.txt", "-o", "out", "--stage", "typography"],
]


def test_what_is_not_asked_for_is_not_imported(marker: Path, call: Call) -> None:
    for command in UNASKED:
        assert call(*command)[0] == 0, command
        assert not marker.exists(), command


ASKED = [
    (["try", "page.txt", "--stage", "shout"], "normkit-shout"),
    (["run", "page.txt", "-o", "none", "--stage", "shout"], "normkit-shout"),
    (["config", "--stage", "shout"], "normkit-shout"),
    (["try", "page.txt", "--stage", "shout", "--set", "shout.x=1"], "normkit-shout"),
    (["run", "b.lines", "-o", "none", "--stage", "typography"], "normkit-lines"),
    (["run", "page.txt", "--format", "lines", "-o", "none", "--stage", "typography"], "normkit-lines"),
]


@pytest.mark.parametrize("trust", ["--no-plugins", '[trust]\nallow = ["another"]', '[trust]\ndeny = ["{}"]'])
def test_what_is_not_allowed_is_refused_before_it_is_imported(trust: str, marker: Path, call: Call) -> None:
    for command, distribution in ASKED:
        if trust.startswith("[trust]"):
            (marker.parent / "normkit.toml").write_text(trust.format(distribution))
        options = [trust] if trust.startswith("--") else []
        code, _, told = call(*command, *options)
        assert (code, f"{distribution}, which is" in told) == (2, True), (command, told)
        assert not marker.exists(), command


def test_a_stage_that_is_denied_is_not_imported_to_be_described(marker: Path, call: Call) -> None:
    (marker.parent / "normkit.toml").write_text('[trust]\ndeny = ["normkit-shout"]')
    for command in (["stages", "shout"], ["explain", "shout"], ["explain", "shout.loud"]):
        assert call(*command)[0] == 2
        assert not marker.exists(), command


def test_the_list_of_plugins_tells_whom_the_configuration_trusts(marker: Path, call: Call) -> None:
    (marker.parent / "normkit.toml").write_text('[trust]\nallow = ["normkit-lines"]')
    rows = json.loads(call("plugins", "--json")[1])
    trust = {row["name"]: row["trust"] for row in rows}
    assert (trust["shout"], trust["lines"], trust["encoding"]) == (
        "is not among those allowed",
        "is trusted",
        "is trusted",
    )
    printed = call("plugins")[1]
    assert "normkit-shout 1.2" in printed
    assert "is not among those allowed" in printed


def test_no_plugins_keeps_what_is_denied_and_tells_where_it_comes_from() -> None:
    config = Config(trust=Trust(deny=("normkit-bad",))).without_plugins()
    assert config.trust == Trust(allow=("normkit",), deny=("normkit-bad",))
    assert config.origin("trust", "allow").name == "command line"
