import io
import json
import re
import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest
from conftest import SEEDS, STAGE, Install, Normkit

from normkit import cli

ESCAPE = re.compile("\x1b")


def test_the_sample_runs_and_comes_back(normkit: Normkit, tmp_path: Path) -> None:
    ran = normkit("run", SEEDS, "-o", tmp_path / "out")
    assert (ran.returncode, ran.stdout) == (0, "")
    assert "5 documents, 23.5 kB in" in ran.stderr
    restored = normkit("restore", tmp_path / "out", "-o", tmp_path / "raw")
    assert (restored.returncode, restored.stdout) == (0, "")
    assert all((tmp_path / "raw" / path.name).read_bytes() == path.read_bytes() for path in SEEDS.iterdir())


def test_a_run_says_why_the_first_document_went_to_quarantine(normkit: Normkit, tmp_path: Path) -> None:
    (tmp_path / "pages.jsonl").write_text('{"id": "one", "content": "A ferry."}\n')
    ran = normkit("run", "pages.jsonl", "-o", "out", cwd=tmp_path)
    assert "quarantined: 1 document, see out/quarantine" in ran.stderr
    assert "its columns are 'id', 'content': use --field text=NAME" in ran.stderr


def test_show_lists_the_documents_of_a_run(normkit: Normkit, tmp_path: Path, bundle: Path) -> None:
    normkit("run", bundle, "-o", tmp_path / "out", "--stage", "encoding")
    names = [path.name for path in sorted(bundle.iterdir())]
    assert [line.split()[-1] for line in normkit("show", tmp_path / "out").stdout.splitlines()] == names
    rows = normkit("show", tmp_path / "out", "--json").stdout.splitlines()
    assert [json.loads(row)["name"] for row in rows] == names


def test_run_prints_counts_as_json(normkit: Normkit, tmp_path: Path, bundle: Path) -> None:
    ran = normkit("run", bundle, "-o", tmp_path / "out", "--stage", "typography", "--json")
    assert json.loads(ran.stdout)["rules"]["typography.quote"]["edits"] == 6


def test_with_appends_to_the_default_pipeline(normkit: Normkit, tmp_path: Path, bundle: Path) -> None:
    normkit("run", bundle, "-o", tmp_path / "out", "--with", "typography")
    manifest = json.loads((tmp_path / "out/manifest.json").read_bytes())
    assert [step["stage"] for step in manifest["job"]["pipeline"]] == [
        "encoding",
        "language",
        "metadata",
        "boilerplate",
        "translation",
        "typography",
    ]


def test_stages_run_in_the_order_given(normkit: Normkit, tmp_path: Path, bundle: Path) -> None:
    ran = normkit("run", bundle, "-o", tmp_path / "out", "--stage", "typography", "--stage", "encoding")
    assert ran.returncode == 2
    assert "'typography' must stand after 'encoding'; the pipeline is typography, encoding" in ran.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["run"], "Missing argument 'BUNDLE...'"),
        (["run", "nowhere", "-o", "out"], "bundle 'nowhere' cannot be read: No such file or directory"),
        (["run", "seeds", "-o", "out", "--stage", "encoding", "--with", "language"], "use one of them"),
        (["run", "seeds", "-o", "out", "--stage", "encodign"], "did you mean 'encoding'"),
        (["run", "seeds", "-o", "seeds"], "holds files that belong to no run"),
        (["show", "seeds", "7c"], "holds no records"),
        (["restore", "seeds", "-o", "raw"], "holds no records"),
        (["frobnicate"], "No such command"),
    ],
)
def test_wrong_use_is_one_sentence_and_exit_code_2(
    normkit: Normkit, tmp_path: Path, arguments: list[str], message: str
) -> None:
    shutil.copytree(SEEDS, tmp_path / "seeds")
    result = normkit(*arguments, cwd=tmp_path)
    assert (result.returncode, result.stdout) == (2, "")
    assert message in result.stderr
    assert "Traceback" not in result.stderr


def test_problems_are_exit_code_1(normkit: Normkit, tmp_path: Path, bundle: Path, install: Install) -> None:
    install(STAGE.replace("        if document", "        raise ValueError('no')\n        if document"))
    ran = normkit("run", bundle, "-o", tmp_path / "out", "--with", "shout")
    assert ran.returncode == 1
    assert "problems: shout failed on 3 documents" in ran.stderr


def test_an_internal_fault_is_exit_code_3(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cli, "cli", SimpleNamespace(main=lambda **_: 1 / 0))
    with pytest.raises(SystemExit, match="3"):
        cli.main()
    assert "please report" in capsys.readouterr().err


def test_show_prints_a_page_in_80_columns_with_its_reasons(normkit: Normkit, tmp_path: Path) -> None:
    normkit("run", SEEDS, "-o", tmp_path / "out")
    shown = normkit("show", tmp_path / "out", "3e4a")
    assert shown.returncode == 0
    assert "- Skip to main content  [boilerplate.skip-link]" in shown.stdout
    assert 'published            "2022-02-23T10:14"' in shown.stdout
    assert max(map(len, shown.stdout.split("\n"))) <= 112
    assert not ESCAPE.search(shown.stdout)
    assert json.loads(normkit("show", tmp_path / "out", "3e4a", "--json").stdout)["id"] == "3e4a0a8807015a0f"


def test_colour_is_for_terminals_that_want_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text("“red”")
    monkeypatch.setattr("sys.argv", ["normkit", "try", str(tmp_path / "page.txt"), "--stage", "typography"])
    for no_color, coloured in (("", True), ("1", False)):
        screen = Screen()
        monkeypatch.setattr("sys.stdout", screen)
        monkeypatch.setenv("NO_COLOR", no_color)
        with pytest.raises(SystemExit, match="0"):
            cli.main()
        assert bool(ESCAPE.search(screen.getvalue())) is coloured


class Screen(io.StringIO):
    """A standard output that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_try_tells_findings_problems_and_no_escape_codes(normkit: Normkit) -> None:
    page = normkit("try", "-", "--stage", "typography", input="a \x1b[31m“red”\u202e evil\n").stdout
    assert '~ a \ufffd[31m"red"\ufffd evil' in page
    assert "2  typography.quote" in page


def test_the_catalog_describes_stages_plugins_and_the_record(normkit: Normkit) -> None:
    stages = json.loads(normkit("stages", "--json").stdout)
    assert [stage["name"] for stage in stages] == [
        "encoding",
        "language",
        "metadata",
        "boilerplate",
        "translation",
    ]
    assert all(rule["changes"] and rule["keeps"] for stage in stages for rule in stage["rules"])
    assert "option quote = true" in normkit("stages", "typography").stdout
    provided = {(row["kind"], row["name"]) for row in json.loads(normkit("plugins", "--json").stdout)}
    assert provided >= {("stage", "typography"), ("format", "jsonl")}
    assert "raw_span" in json.loads(normkit("schema").stdout)["$defs"]["ClaimRecord"]["properties"]


def test_a_line_that_was_changed_says_why_and_a_finding_explains_its_rule_once(normkit: Normkit) -> None:
    page = normkit("try", SEEDS / "004_70a1e79c8e5df12b.txt", "--with", "typography").stdout
    assert "~ Havana from this angle..  [typography.quote]" in page
    told = [line for line in page.splitlines() if "? translation.two-dots" in line]
    assert len(told) > 1
    assert [": " in line for line in told] == [True, *[False] * (len(told) - 1)]
