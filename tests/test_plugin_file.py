import json
from pathlib import Path

import pytest
from conftest import STAGE, Install, Normkit
from test_plugins import DECODER

from normkit import Pipeline, PluginFile, UsageError
from normkit.config import Config
from normkit.jobs.job import Job


@pytest.fixture
def plugin(tmp_path: Path) -> Path:
    """Write a plugin that is not installed."""
    path = tmp_path / "mine.py"
    path.write_text(STAGE)
    return path


def test_a_stage_in_a_file_is_tried_at_the_end_of_the_pipeline(normkit: Normkit, plugin: Path) -> None:
    tried = normkit("try", "-", "--plugin", plugin, "--json", input="quiet")
    (edit,) = json.loads(tried.stdout)["edits"]
    assert (edit["rule"], edit["step"]) == ("shout.loud", 5)


def test_a_stage_in_a_file_runs_once_and_where_it_is_named(plugin: Path) -> None:
    files = [PluginFile.read(plugin)]
    assert Config().over([], ["shout", "typography"], {}, files).pipeline[-2:] == ("shout", "typography")
    assert Config().over(["typography"], [], {}, files).pipeline == ("typography",)


def test_a_stage_in_a_file_takes_the_place_of_an_installed_one(install: Install, plugin: Path) -> None:
    install()
    plugin.write_text(STAGE.replace("text[0].upper()", "text[0] * 2"))
    pipeline = Pipeline(["shout"], plugins=[PluginFile.read(plugin)])
    assert pipeline.normalize("quiet").text == "qquiet"


def test_a_file_may_decode(plugin: Path) -> None:
    plugin.write_text(STAGE + DECODER + "return decode(raw, 'cp1252')")
    pipeline = Pipeline(["shout"], plugins=[PluginFile.read(plugin)])
    assert pipeline.normalize(b"\x93a\x94").text == "“a”"


def test_workers_run_the_bytes_that_the_run_has_read(
    normkit: Normkit, plugin: Path, bundle: Path, tmp_path: Path
) -> None:
    for workers in (1, 2):
        out = tmp_path / f"out{workers}"
        ran = normkit(
            "run", bundle, "-o", out, "--stage", "shout", "--plugin", plugin.name, "--workers", workers,
            cwd=tmp_path,
        )  # fmt: skip
        assert ran.returncode == 0, ran.stderr
    manifests = [(tmp_path / out / "manifest.json").read_bytes() for out in ("out1", "out2")]
    assert manifests[0] == manifests[1]
    (step,) = json.loads(manifests[0])["job"]["pipeline"]
    assert (step["distribution"], step["digest"]) == ("mine.py", PluginFile.read(plugin).digest)


def test_a_worker_does_not_read_the_file_again(plugin: Path) -> None:
    job = Job.plan(("shout",), plugins=(PluginFile.read(plugin),))
    plugin.write_text("raise RuntimeError")
    assert job.rebuild().normalize("quiet").text == "Quiet"


def test_a_file_is_run_once_a_process_and_again_if_it_failed(plugin: Path) -> None:
    assert PluginFile.read(plugin).load() is PluginFile.read(plugin).load()
    plugin.write_text("1 / 0")
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            PluginFile.read(plugin).load()


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("x = 1", r"implements no hook; end it with `@hookimpl`"),
        ("1 / 0", "cannot be loaded: ZeroDivisionError: division by zero"),
        ("def f(:", r"cannot be loaded: SyntaxError: .*mine.py, line 1"),
        ("import mine_neighbour", "cannot be loaded: ModuleNotFoundError"),
    ],
)
def test_a_file_that_is_no_plugin_says_why(plugin: Path, code: str, message: str) -> None:
    plugin.write_text(code)
    (plugin.parent / "mine_neighbour.py").touch()
    with pytest.raises(UsageError, match=message):
        Pipeline([], plugins=[PluginFile.read(plugin)])


def test_a_file_that_is_not_there_says_what_to_name(normkit: Normkit) -> None:
    tried = normkit("try", "-", "--plugin", "nowhere.py", input="")
    assert tried.returncode == 2
    assert "plugin 'nowhere.py' cannot be read: No such file or directory; name a file" in tried.stderr
