import sys
from pathlib import Path

import pytest
from conftest import SEEDS, Normkit

from normkit.engines import EngineError
from normkit.engines.options import ENGINES, EngineOptions


@pytest.mark.parametrize(
    ("options", "engine"),
    [
        (EngineOptions(), "inline"),
        (EngineOptions(workers=2), "processes"),
        (EngineOptions("processes"), "processes"),
        (EngineOptions("ray", 2, "auto"), "ray"),
    ],
)
def test_an_engine_is_chosen_by_name_or_by_the_number_of_workers(options: EngineOptions, engine: str) -> None:
    options.check()
    assert options.engine == engine


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (EngineOptions("dask"), "no engine 'dask'; name one of inline, processes, ray"),
        (EngineOptions("inline", 2), "'inline' has one worker"),
        (EngineOptions("processes", 2, "auto"), "'processes' has no address"),
    ],
)
def test_what_an_engine_cannot_do_is_told(options: EngineOptions, message: str) -> None:
    with pytest.raises(EngineError, match=message):
        options.open()


def test_the_command_line_names_engines(tmp_path: Path, normkit: Normkit) -> None:
    command = ["run", SEEDS, "-o", tmp_path / "out", "--stage", "typography"]
    assert normkit(*command, "--engine", "inline", "--workers", "2").returncode == 2
    assert not (tmp_path / "out").exists()
    assert normkit(*command, "--engine", "processes").returncode == 0


def test_the_command_line_offers_all_engines(normkit: Normkit) -> None:
    assert f"[{'|'.join(ENGINES)}]" in normkit("run", "--help").stdout


def test_who_has_no_ray_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(EngineError, match=r"pip install 'normkit\[ray\]'"), EngineOptions("ray").open():
        pass
