import inspect
import json
import re
from pathlib import Path

import pytest
from conftest import STAGE, Install, Normkit

from normkit import Counts, run
from normkit.plugins import hookspecs
from normkit.plugins.entry_points import PluginError
from normkit.plugins.observers import Observers
from normkit.plugins.trust import Trust

LOG = """
import os
from pathlib import Path
from normkit import RawDocument, decode, hookimpl

def log(hook, told=""):
    with Path(os.environ["HOOK_LOG"]).open("a") as file:
        file.write(f"{hook} {told}".strip() + "\\n")
"""

OBSERVER = (
    LOG
    + """
@hookimpl
def normkit_run_started(out, stages):
    log("normkit_run_started", stages)

@hookimpl
def normkit_shard_committed(shard, counts):
    log("normkit_shard_committed", f"{shard}: {counts.documents}")

@hookimpl
def normkit_run_finished(out, counts):
    log("normkit_run_finished", (out / "manifest.json").exists())
"""
)

PLUGIN = OBSERVER + STAGE.replace("    return [Shout]", "    log('normkit_stages')\n    return [Shout]") + """
@hookimpl
def normkit_decode(raw):
    log("normkit_decode")
    return decode(raw, "latin-1")

@hookimpl
def normkit_read(source):
    log("normkit_read")
    yield RawDocument(b"first")
    yield RawDocument(b"second")
"""  # fmt: skip


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Have plugins write down what is called."""
    monkeypatch.setenv("HOOK_LOG", str(tmp_path / "log"))
    return tmp_path / "log"


def names(log: Path) -> list[str]:
    """Return which hooks were called, in order, each once."""
    return list(dict.fromkeys(line.split()[0] for line in log.read_text().splitlines()))


SPECIFIED = [name for name in vars(hookspecs) if name.startswith("normkit_")]


def test_every_hook_that_is_documented_is_called_and_in_that_order(
    install: Install, log: Path, tmp_path: Path
) -> None:
    module = install(PLUGIN)
    points = next(module.parent.glob("*.dist-info")) / "entry_points.txt"
    points.write_text(
        f"[normkit]\nshout = {module.stem}\n[normkit.formats]\nmine = {module.stem}\n"
        f"[normkit.observers]\nwatch = {module.stem}\n"
    )
    (tmp_path / "bundle.mine").touch()
    run(tmp_path / "bundle.mine", tmp_path / "out", ["shout"], observers=["watch"])
    assert names(log) == SPECIFIED
    calls = [line for line in log.read_text().splitlines() if "run" in line or "shard" in line]
    assert calls == [
        "normkit_run_started ('shout',)",
        "normkit_shard_committed 0: 2",
        "normkit_run_finished True",
    ]


@pytest.mark.parametrize("name", SPECIFIED)
def test_every_hook_says_when_it_is_called_and_is_typed(name: str) -> None:
    hook = getattr(hookspecs, name)
    assert re.match(r"Called [^\n]*[.:]", inspect.getdoc(hook) or "")
    assert set(hook.__annotations__) == {*inspect.signature(hook).parameters, "return"}


def test_the_command_line_and_the_configuration_name_observers(
    install: Install, log: Path, normkit: Normkit, tmp_path: Path, bundle: Path
) -> None:
    install(OBSERVER, stage="watch", group="normkit.observers")
    (tmp_path / "normkit.toml").write_text('pipeline = ["typography"]\nobservers = ["watch"]\n')
    assert "observers\n  watch  " in normkit("config", cwd=tmp_path).stdout
    assert normkit("run", bundle, "-o", "out", cwd=tmp_path).returncode == 0
    assert len(log.read_text().splitlines()) == 3
    ran = normkit("run", bundle, "-o", "out2", "--no-config", "--observer", "watch", cwd=tmp_path)
    assert ran.returncode == 0, ran.stderr
    assert len(log.read_text().splitlines()) == 6
    kinds = {row["name"]: row["kind"] for row in json.loads(normkit("plugins", "--json").stdout)}
    assert kinds["watch"] == "observer"
    refused = normkit("run", bundle, "-o", "-", "--observer", "watch")
    assert (refused.returncode, "-o - writes none" in refused.stderr) == (2, True)


def test_a_plugin_in_a_file_observes_too(log: Path, normkit: Normkit, tmp_path: Path, bundle: Path) -> None:
    (tmp_path / "watch.py").write_text(OBSERVER)
    ran = normkit("run", bundle, "-o", "out", "--stage", "typography", "--plugin", "watch.py", cwd=tmp_path)
    assert ran.returncode == 0, ran.stderr
    assert names(log) == ["normkit_run_started", "normkit_shard_committed", "normkit_run_finished"]


def test_an_observer_that_fails_is_reported_once_and_costs_nothing(
    install: Install, log: Path, tmp_path: Path, bundle: Path, caplog: pytest.LogCaptureFixture
) -> None:
    install(OBSERVER.replace('log("normkit_run_s', '1 / log("normkit_run_s'), "bad", group="normkit.observers")
    install(OBSERVER, "good", "normkit-good", group="normkit.observers")
    run(bundle, tmp_path / "out", ["typography"], observers=["bad", "good"])
    (said,) = caplog.messages
    assert said.startswith("observer 'bad' of normkit-shout 1.2 failed in normkit_run_started, and is told no")
    assert said.endswith("TypeError: unsupported operand type(s) for /: 'int' and 'NoneType'")
    assert len(log.read_text().splitlines()) == 1 + 3
    assert (tmp_path / "out/manifest.json").exists()


def test_an_observer_cannot_change_what_is_counted(install: Install, tmp_path: Path) -> None:
    spoil = (
        "from normkit import hookimpl\n@hookimpl\ndef normkit_run_finished(counts):\n    counts.documents = 9\n"
    )
    install(spoil, "spoil", group="normkit.observers")
    counts = Counts(documents=1)
    Observers(["spoil"]).finished(tmp_path, counts)
    assert counts.documents == 1


def test_an_observer_that_is_not_there_or_not_trusted_is_told_before_the_run(install: Install) -> None:
    install(OBSERVER, "watch", group="normkit.observers")
    with pytest.raises(PluginError, match="provides an observer 'wacht'; did you mean 'watch'"):
        Observers(["wacht"])
    with pytest.raises(PluginError, match="observer 'watch' is of normkit-shout, which is denied"):
        Observers(["watch"], Trust(deny=("normkit-shout",)))
