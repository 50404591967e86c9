import json
import re
import sys
from pathlib import Path

import pytest
from conftest import Install, Normkit

from normkit import Pipeline, UsageError
from normkit.config import Config, ConfigError, Trust, discover, load
from normkit.config.toml_lines import line_numbers
from normkit.jobs.job import Job
from normkit.pipelines.pipeline import DEFAULT
from normkit.plugins.entry_points import PluginError

GUIDE = (Path(__file__).parent.parent / "docs/configuration.md").read_text(encoding="utf-8")

FILE = """# ours
pipeline = [
    "encoding",
    'typography',
]

[stages.typography]
dash = false

[limits]
max_document_bytes = 1000
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "normkit.toml"
    path.write_text(FILE)
    return path


def written(folder: Path, text: str, name: str = "normkit.toml") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


def refusal(path: Path) -> str:
    with pytest.raises(ConfigError) as caught:
        load(path).check()
    return str(caught.value).replace(str(path), path.name)


def test_a_file_gives_pipeline_options_limits_and_trust(file: Path) -> None:
    config = load(file)
    assert config.pipeline == ("encoding", "typography")
    assert config.options == {"typography": {"dash": False}}
    assert config.limits.max_document_bytes == 1000
    assert config.trust == Trust()
    assert Pipeline(config.pipeline, config.options, config.trust).normalize("“a” — b").text == '"a" — b'


def test_an_empty_file_holds_the_defaults(tmp_path: Path) -> None:
    config = load(written(tmp_path, ""))
    assert (config.pipeline, config.options, config.limits.max_document_bytes) == (DEFAULT, {}, 64 * 2**20)
    assert config.model_dump() == Config().model_dump()


def test_the_closest_file_wins_and_nothing_is_merged(tmp_path: Path) -> None:
    written(tmp_path, "[limits]\nmax_document_bytes = 5")
    closest = written(tmp_path / "a/b", "[tool.normkit]\npipeline = []", "pyproject.toml")
    written(tmp_path / "a/b/c", "[project]\nname = 'x'", "pyproject.toml")
    assert discover(tmp_path / "a/b/c") == closest
    assert load(closest).model_dump() == Config(pipeline=()).model_dump()
    assert discover(tmp_path / "a") == tmp_path / "normkit.toml"


def test_normkit_toml_wins_over_pyproject_in_the_same_folder(tmp_path: Path) -> None:
    written(tmp_path, "[tool.normkit]", "pyproject.toml")
    assert discover(tmp_path) == tmp_path / "pyproject.toml"
    written(tmp_path, "")
    assert discover(tmp_path) == tmp_path / "normkit.toml"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("\n\npipline = []", "normkit.toml, line 3: unknown key 'pipline'; did you mean 'pipeline'?"),
        ("a = 1", "unknown key 'a'; known are limits, observers, pipeline, stages, survey, trust"),
        (
            "[limits]\n\nmax_bytes = 1",
            "line 3: unknown key 'limits.max_bytes'; did you mean 'max_document_bytes'?",
        ),
        ("pipeline = 'encoding'", "line 1: pipeline is 'encoding'; input should be a list"),
        ("[stages]\ntypography = 5", "line 2: stages.typography is 5; input should be a table"),
        (
            "limits.max_document_bytes = '5'",
            "line 1: limits.max_document_bytes is '5'; input should be a valid int",
        ),
        (
            "limits.max_document_bytes = 0",
            "line 1: limits.max_document_bytes is 0; input should be greater than 0",
        ),
        (
            "pipeline = [\n'encoding',\n'typografy',\n]",
            "line 3: no installed plugin provides a stage 'typografy'; did you mean 'typography'?",
        ),
        (
            "\n[stages.typografy]",
            "line 2: no installed plugin provides a stage 'typografy'; did you mean 'typo",
        ),
        ("[trust]\nallow = [\n'ok',\n'a b']", "line 4: trust.allow.1: 'a b' is not the name of a distribution"),
        ("[trust]\ndeny = ['Normkit']", "line 2: trust.deny.0: normkit's own plugins cannot be denied"),
        (
            "[limits\n",
            "normkit.toml is not valid TOML: Expected ']' at the end of a table declaration (at line 1",
        ),
    ],
)
def test_a_mistake_is_told_with_file_line_and_nearest_name(tmp_path: Path, text: str, message: str) -> None:
    assert message in refusal(written(tmp_path, text))


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ("dsah = false", "line 3: unknown key 'stages.typography.dsah'; did you mean 'dash'?"),
        (
            "quote = true\ndash = 'perhaps'",
            "line 4: stages.typography.dash is 'perhaps'; input should be a valid bool",
        ),
    ],
)
def test_a_wrong_option_is_told_with_file_and_line(tmp_path: Path, options: str, message: str) -> None:
    text = f"pipeline = ['typography']\n[stages.typography]\n{options}"
    assert f"normkit.toml, {message}" in refusal(written(tmp_path, text))
    project = written(tmp_path, text.replace("[stages", "[tool.normkit.stages"), "pyproject.toml")
    project.write_text("[tool.normkit]\n" + project.read_text().replace("\n[tool", "\n\n[tool", 1))
    line = int(re.findall(r"\d+", message)[0])
    assert f"pyproject.toml, line {line + 2}: " in refusal(project)


CHOOSY = '''
from typing import Literal
from normkit import Options, Rule, Stage, hookimpl

class ChoosyOptions(Options):
    size: Literal["small", "large"]

class Choosy(Stage[ChoosyOptions]):
    """Choose."""

    name = "choosy"
    rules = []

    def propose(self, document):
        return []

@hookimpl
def normkit_stages():
    return [Choosy]
'''


def test_a_value_that_is_none_of_those_known_is_told_the_nearest(tmp_path: Path, install: Install) -> None:
    install(CHOOSY, stage="choosy", distribution="normkit-choosy")
    path = written(tmp_path, "pipeline = ['choosy']\nstages.choosy.size = 'lagre'")
    assert refusal(path) == (
        "normkit.toml, line 2: stages.choosy.size is 'lagre'; "
        "input should be 'small' or 'large'; did you mean 'large'?"
    )
    assert "stages.choosy.size is missing" in refusal(
        written(tmp_path, "pipeline = ['choosy']\nstages.choosy = {}")
    )


def test_all_mistakes_are_told_one_a_line(tmp_path: Path) -> None:
    lines = refusal(written(tmp_path, "a = 1\nb = 2")).splitlines()
    assert [line.partition(": unknown")[0] for line in lines] == [
        "normkit.toml, line 1",
        "normkit.toml, line 2",
    ]


def test_files_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    assert "normkit.toml cannot be read: No such file" in refusal(tmp_path / "normkit.toml")
    (tmp_path / "normkit.toml").write_bytes(b"# \xff")
    assert "normkit.toml is not valid UTF-8 at byte 2" in refusal(tmp_path / "normkit.toml")
    assert "has no table [tool.normkit]" in refusal(written(tmp_path, "tool = 5", "pyproject.toml"))
    assert "the configuration is 5; input should be a table" in refusal(
        written(tmp_path, "[tool]\nnormkit = 5", "pyproject.toml")
    )


def test_options_of_stages_that_do_not_run_wait_in_the_file(tmp_path: Path) -> None:
    config = load(written(tmp_path, "pipeline = ['encoding']\n[stages.typography]\ndsah = 1"))
    config.check()
    assert config.options == {}
    with pytest.raises(ConfigError, match="line 3: unknown key"):
        config.over((), ("typography",), {}).check()


def test_lines_are_found_whatever_the_form_of_the_text() -> None:
    text = (
        '\r\na = """\r\n[b]\r\nc = 1\r\n"""\r\n["b"]  # [x]\r\n"c d".e = {f = 1, g = [\r\n'
        "  'one', # ]\r\n  'two'\r\n]}\r\n[[h]]\r\ni = 1\r\n"
    )
    numbers = line_numbers(text)
    assert numbers["a",] == 2
    assert numbers["b",] == 6
    assert numbers["b", "c d", "e", "f"] == 7
    assert numbers["b", "c d", "e", "g", 1] == 9
    assert numbers["h", 0, "i"] == 12
    assert ("b", "c") not in numbers


TRUST = [
    (Trust(deny=("Normkit_Shout",)), "is denied"),
    (Trust(allow=("normkit-other",)), "is not among those allowed"),
    (Trust(allow=("normkit-shout",), deny=("normkit-shout",)), "is denied"),
]


@pytest.mark.parametrize(("trust", "reason"), TRUST)
def test_a_plugin_that_is_not_trusted_is_refused_before_import(
    install: Install, trust: Trust, reason: str
) -> None:
    module = install("raise SystemExit('imported')").stem
    with pytest.raises(PluginError, match=f"stage 'shout' is of normkit-shout, which {reason}"):
        Pipeline(["shout"], trust=trust)
    with pytest.raises(PluginError, match=reason):
        Config(pipeline=("shout",), stages={"shout": {}}, trust=trust).check()
    assert module not in sys.modules


def test_allowed_plugins_and_our_own_are_trusted(install: Install) -> None:
    install()
    pipeline = Pipeline(["typography", "shout"], trust=Trust(allow=("Normkit.Shout",)))
    assert pipeline.normalize("a “b”").text == 'A "b"'


def test_trust_holds_in_workers_and_is_no_part_of_the_output(install: Install) -> None:
    install()
    trusting = Job.plan(("shout",), trust=Trust(allow=("normkit-shout",)))
    assert trusting.identity == Job.plan(("shout",)).identity
    with pytest.raises(PluginError, match="is denied"):
        Job(trusting.stages, identity=trusting.identity, trust=Trust(deny=("normkit-shout",))).start()


def texts(normkit: Normkit, folder: Path, *arguments: str) -> str:
    (folder / "page.txt").write_text("“a” — b…", encoding="utf-8")
    tried = normkit("try", "page.txt", "--json", *arguments, cwd=folder)
    assert tried.returncode == 0, tried.stderr
    return str(json.loads(tried.stdout)["text"])


def test_the_command_line_is_over_the_file(normkit: Normkit, file: Path) -> None:
    assert texts(normkit, file.parent) == '"a" — b...'
    assert texts(normkit, file.parent, "--set", "typography.ellipsis=false") == '"a" — b…'
    assert texts(normkit, file.parent, "--set", "typography.dash=true") == '"a" - b...'
    assert texts(normkit, file.parent, "--stage", "encoding") == "“a” — b…"
    assert texts(normkit, file.parent, "--no-config", "--stage", "typography") == '"a" - b...'
    other = written(file.parent / "other", "pipeline = []", "mine.toml")
    assert texts(normkit, file.parent, "--config", str(other)) == "“a” — b…"


def test_run_takes_the_closest_configuration(normkit: Normkit, file: Path, bundle: Path) -> None:
    inside = file.parent / "inside"
    inside.mkdir()
    ran = normkit("run", bundle, "-o", "out", "--with", "language", cwd=inside)
    assert ran.returncode == 0, ran.stderr
    job = json.loads((inside / "out/manifest.json").read_bytes())["job"]
    assert [step["stage"] for step in job["pipeline"]] == ["encoding", "typography", "language"]
    assert job["pipeline"][1]["options"]["dash"] is False


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--set", "typography"], "--set 'typography': write STAGE.OPTION=VALUE"),
        (
            ["--set", "typography.dsah=1"],
            "command line: unknown key 'stages.typography.dsah'; did you mean 'dash'?",
        ),
        (
            ["--set", "translation.min_words=1"],
            "stage 'translation' would not run; add it with --with translation",
        ),
        (
            ["--set", "typografy.dash=1"],
            "no installed plugin provides a stage 'typografy'; did you mean 'typography'",
        ),
        (["--with", "langauge"], "command line: no installed plugin provides a stage 'langauge'"),
        (["--no-config", "--config", "normkit.toml"], "use one of them"),
        (["--config", "nowhere.toml"], "nowhere.toml cannot be read: No such file or directory"),
    ],
)
def test_a_mistake_on_the_command_line_is_told(
    normkit: Normkit, file: Path, arguments: list[str], message: str
) -> None:
    result = normkit("config", *arguments, cwd=file.parent)
    assert (result.returncode, result.stdout) == (2, "")
    assert message in " ".join(result.stderr.split())


@pytest.mark.parametrize(
    ("value", "parsed"),
    [("80", 80), ("false", False), ('["a", "b"]', ["a", "b"]), ('"80"', "80"), ("a=b", "a=b"), ("", "")],
)
def test_a_value_that_is_set_is_toml_or_else_a_string(
    normkit: Normkit, install: Install, value: str, parsed: object
) -> None:
    install(
        CHOOSY.replace('size: Literal["small", "large"]', "size: bool | int | str | list[str]"),
        stage="choosy",
        distribution="normkit-choosy",
    )
    shown = normkit("config", "--no-config", "--json", "--stage", "choosy", "--set", f"choosy.size={value}")
    rows = json.loads(shown.stdout)["values"]
    assert [row["value"] for row in rows if row["name"] == "size"] == [parsed]


def test_config_shows_each_value_and_where_it_comes_from(normkit: Normkit, file: Path) -> None:
    file.write_text(FILE + "[stages.translation]\nmin_words = 9\n[trust]\nallow = ['" + "a" * 90 + "']\n")
    shown = normkit("config", "--set", "typography.quote=false", cwd=file.parent)
    assert (shown.returncode, shown.stderr) == (0, "")
    lines = [re.sub(" {2,}", "  ", line) for line in shown.stdout.splitlines()]
    for line in (
        "file normkit.toml",
        "  typography  line 4",
        "  dash = false  line 8",
        "  quote = false  command line",
        "  width = true  default",
        "stages.translation (not in the pipeline)",
        "  min_words = 9  line 13",
        "  max_document_bytes = 1000  line 11",
    ):
        assert line in lines
    assert max(map(len, shown.stdout.splitlines())) <= 80
    answer = json.loads(normkit("config", "--json", cwd=file.parent).stdout)
    dash = {"group": "stages.typography", "name": "dash", "value": False, "from": "normkit.toml", "line": 8}
    assert answer["file"] == "normkit.toml"
    assert dash in answer["values"]


def test_config_shows_a_pipeline_of_no_stage(normkit: Normkit, tmp_path: Path) -> None:
    written(tmp_path, "pipeline = []")
    shown = normkit("config", cwd=tmp_path).stdout.splitlines()
    assert [shown[2], *shown[3].split()] == ["pipeline", "no", "stage", "line", "1"]


def test_config_without_a_file_says_so(normkit: Normkit) -> None:
    shown = normkit("config", "--no-config").stdout.splitlines()
    assert shown[0] == "no file"
    assert all(line.endswith("  default") for line in shown if line.startswith("  "))


def test_the_configuration_in_the_guide_holds(tmp_path: Path) -> None:
    (text,) = re.findall(r"^```toml\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)
    config = load(written(tmp_path, text))
    config.check()
    Pipeline(config.pipeline, config.options, config.trust)
    assert config.trust.deny == ("normkit-unwanted",)


def test_a_library_user_gets_no_configuration_unless_asked(monkeypatch: pytest.MonkeyPatch, file: Path) -> None:
    monkeypatch.chdir(file.parent)
    assert [step.stage.name for step in Pipeline().steps] == list(DEFAULT)
    assert issubclass(ConfigError, UsageError)
