import sys
from pathlib import Path
from types import ModuleType

import pytest
from conftest import STAGE, Install, Normkit

from normkit import Pipeline
from normkit.plugins.entry_points import PluginError, installed
from normkit.plugins.loading import Plugins, digest_files


def test_a_strangers_stage_runs_by_its_name(install: Install) -> None:
    install()
    record = Pipeline(["shout"]).normalize("quiet")
    assert (record.text, record.edits[0].rule) == ("Quiet", "shout.loud")


def test_installing_a_plugin_changes_no_output_and_imports_nothing(install: Install, normkit: Normkit) -> None:
    install("raise SystemExit('imported')")
    assert normkit("plugins").stdout.count("normkit-shout 1.2") == 1
    result = normkit("try", "-", "--json", "--stage", "typography", input="quiet")
    assert result.returncode == 0, result.stderr


def test_listing_plugins_imports_none(install: Install) -> None:
    module = install("raise RuntimeError").stem
    assert "shout" in [entry_point.name for entry_point in installed()]
    assert module not in sys.modules


@pytest.mark.parametrize(
    ("code", "message"),
    [
        (
            "raise RuntimeError('broken')",
            "plugin 'shout' of normkit-shout 1.2 cannot be loaded: RuntimeError: broken",
        ),
        ("import no_such_module", "ModuleNotFoundError"),
        (STAGE.replace("normkit_stages", "normkit_stagse"), "unknown hook 'normkit_stagse'"),
        (STAGE.replace('"shout"', '"whisper"'), r"has no stage of that name, only \['whisper'\]"),
        (STAGE.replace("return [Shout]", "return 5"), "TypeError"),
    ],
)
def test_a_broken_plugin_names_its_distribution_and_stops_only_who_asked(
    install: Install, code: str, message: str
) -> None:
    install(code)
    with pytest.raises(PluginError, match=message):
        Pipeline(["shout"])
    assert Pipeline(["typography"]).normalize("“").text == '"'


def test_a_misspelt_name_is_told_the_nearest(install: Install) -> None:
    install()
    with pytest.raises(PluginError, match="did you mean 'shout'"):
        Pipeline(["shuot"])
    with pytest.raises(PluginError, match=r"installed are .*encoding"):
        Pipeline(["zzz"])


def test_two_distributions_with_one_stage_are_refused(install: Install) -> None:
    install()
    install(distribution="normkit-other")
    with pytest.raises(PluginError, match="provided by normkit-other and normkit-shout"):
        Pipeline(["shout"])


def test_one_plugin_may_provide_several_stages(install: Install) -> None:
    second = (
        STAGE.replace("class Shout", "class Loud")
        .replace('"shout"', '"loud"')
        .replace("[Shout]", "[Shout, Loud]")
    )
    module = install(STAGE.partition("@hookimpl")[0] + second)
    entry_points = next(module.parent.glob("*.dist-info")) / "entry_points.txt"
    entry_points.write_text(entry_points.read_text() + f"loud = {module.stem}\n")
    record = Pipeline(["shout", "loud"]).normalize("quiet")
    assert [edit.rule for edit in record.edits] == ["shout.loud"]
    assert not record.problems


OBJECT = """
class Plugin:
    @hookimpl
    def normkit_stages(self):
        return [Shout]

plugin = Plugin()
"""


def test_a_plugin_may_be_an_object(install: Install) -> None:
    module = install(STAGE.partition("@hookimpl")[0] + OBJECT)
    entry_points = next(module.parent.glob("*.dist-info")) / "entry_points.txt"
    entry_points.write_text(f"[normkit]\nshout = {module.stem}:plugin\n")
    plugins = Plugins(["shout"])
    assert plugins.stages["shout"][1].digest == digest_files(sys.modules[module.stem])


DECODER = "from normkit import decode\n@hookimpl\ndef normkit_decode(raw):\n    "


def test_a_plugin_of_the_pipeline_may_decode(install: Install) -> None:
    install(STAGE + DECODER + "return decode(raw, 'cp1252')")
    record = Pipeline(["shout"]).normalize(b"\x93a\x94")
    assert (record.text, record.raw.encoding, record.restore()) == ("“a”", "cp1252", b"\x93a\x94")


@pytest.mark.parametrize("answer", ["1 / 0", "return 'nonsense'", "return None"])
def test_a_decoder_that_fails_or_passes_leaves_the_document_to_utf8(install: Install, answer: str) -> None:
    install(STAGE + DECODER + answer)
    record = Pipeline(["shout"]).normalize("é".encode())
    assert (record.text, record.raw.encoding) == ("É", "utf-8")
    assert [problem.stage for problem in record.problems] == ([] if "None" in answer else ["shout"])


def test_decoders_are_asked_in_the_order_of_the_pipeline(install: Install) -> None:
    install(STAGE + DECODER + "return decode(raw, 'latin-1')")
    install(
        STAGE.replace("shout", "loud") + DECODER + "return decode(raw, 'cp1250')",
        stage="loud",
        distribution="normkit-loud",
    )
    assert Pipeline(["shout", "loud"]).normalize(b"a\xe9").raw.encoding == "iso8859-1"
    assert Pipeline(["loud", "shout"]).normalize(b"a\xe9").raw.encoding == "cp1250"


def test_the_digest_of_a_plugin_follows_its_files(install: Install) -> None:
    path = install()
    before = Plugins(["shout"]).stages["shout"][1]
    path.with_name("neighbour.py").touch()
    same = Plugins(["shout"]).stages["shout"][1]
    path.write_text(STAGE + "# changed\n")
    after = Plugins(["shout"]).stages["shout"][1]
    assert (before.distribution, before.version) == ("normkit-shout", "1.2")
    assert before == same
    assert before.digest != after.digest


def test_the_digest_of_a_package_follows_the_names_of_all_its_files_but_no_cache(tmp_path: Path) -> None:
    package = ModuleType("package")
    package.__path__, package.__file__ = [str(tmp_path)], str(tmp_path / "__init__.py")
    digests = []
    for name in ("__init__.py", "data/words.txt", "__pycache__/package.pyc"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
        digests.append(digest_files(package))
    (tmp_path / "data/words.txt").rename(tmp_path / "data/words").write_text(".txt")
    assert digests[1] == digests[2]
    assert len({*digests, digest_files(package)}) == 3
