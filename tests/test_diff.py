import json
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from conftest import SEEDS, STAGE, Install, Normkit

from normkit import Record, UsageError
from normkit.bundles.bundle import open_bundle
from normkit.jobs.job import Job
from normkit.runs import reading
from normkit.runs.diff import diff
from normkit.runs.differences import Change, Diff, Example
from normkit.runs.run import execute

SHOUT = STAGE.replace("Edit,", "Claim, Edit, Finding,").replace(
    "        if document",
    "        yield Finding((0, 1), 'loud', 0.5, 'a letter')\n"
    "        yield Claim('opening', document.text[:1], 'loud')\n"
    "        if document",
).replace("    def propose", "    writes = {'opening': str}\n\n    def propose")  # fmt: skip


def make(
    bundle: Path,
    out: Path,
    *stages: str,
    options: Mapping[str, Mapping[str, Any]] | None = None,
) -> Path:
    execute(open_bundle(str(bundle)), out, Job.plan(stages or ("typography",), options))
    return out


def test_two_runs_of_one_job_say_the_same(bundle: Path, tmp_path: Path) -> None:
    result = diff(make(bundle, tmp_path / "one"), make(bundle, tmp_path / "two"))
    assert result.same
    assert (result.documents, result.jobs, result.edits) == (3, {}, {})


def test_an_option_is_told_with_the_edits_that_it_cost(bundle: Path, tmp_path: Path) -> None:
    without = make(bundle, tmp_path / "two", options={"typography": {"quote": False}})
    result = diff(make(bundle, tmp_path / "one"), without)
    assert not result.same
    assert result.jobs == {"pipeline.typography.options.quote": (True, False)}
    assert (result.changed, result.aspects) == (3, {"text": 3, "edits": 3})
    quotes = result.edits["typography.quote"]
    assert (quotes.run1.count, quotes.run2.count) == (6, 0)
    assert quotes.run1.examples == [
        Example(document="000_0000000000000000.txt", text='“ → "'),
        Example(document="000_0000000000000000.txt", text='” → "'),
        Example(document="001_0000000000000001.txt", text='“ → "'),
    ]


def test_a_plugin_is_told_by_its_edits_findings_claims_and_values(
    bundle: Path, tmp_path: Path, install: Install
) -> None:
    install(SHOUT)
    result = diff(make(bundle, tmp_path / "one"), make(bundle, tmp_path / "two", "shout", "typography"))
    assert result.jobs["pipeline"] == (["typography"], ["shout", "typography"])
    assert [*result.edits] == [*result.findings] == [*result.claims] == ["shout.loud"]
    assert result.edits["shout.loud"].run2.examples[0].text == "f → F"
    assert result.findings["shout.loud"].run2.examples == [
        Example(document=f"00{index}_000000000000000{index}.txt", text=text, weight=0.5)
        for index, text in enumerate("fst")
    ]
    assert result.metadata["opening"].count == 3
    assert result.metadata["opening"].examples[0] == Change(
        document="000_0000000000000000.txt", old=None, new="f"
    )


def test_a_step_that_was_moved_by_another_makes_no_difference_of_its_own(
    bundle: Path, tmp_path: Path, install: Install
) -> None:
    install(STAGE.replace("document.text[0].upper()", "'>>> F'"))
    result = diff(make(bundle, tmp_path / "one"), make(bundle, tmp_path / "two", "shout", "typography"))
    assert [*result.edits] == ["shout.loud"]


def test_documents_in_one_run_only_are_named(bundle: Path, tmp_path: Path) -> None:
    one = make(bundle, tmp_path / "one")
    (bundle / "001_0000000000000001.txt").unlink()
    (bundle / "001_00000000000000ff.txt").write_text("more")
    result = diff(one, make(bundle, tmp_path / "two"))
    assert (result.documents, result.changed, result.same) == (2, 0, False)
    assert [example.document for example in result.only.run1.examples] == ["001_0000000000000001.txt"]
    assert [example.document for example in result.only.run2.examples] == ["001_00000000000000ff.txt"]
    assert result.jobs.keys() == {"input.digest"}


def test_a_run_that_is_longer_is_told(bundle: Path, tmp_path: Path) -> None:
    one = make(bundle, tmp_path / "one")
    (bundle / "002_0000000000000002.txt").unlink()
    two = make(bundle, tmp_path / "two")
    assert (diff(one, two).only.run1.count, diff(two, one).only.run2.count) == (1, 1)
    assert (diff(one, two).only.run2.count, diff(two, one).only.run1.count) == (0, 0)


def test_what_differs_in_a_raw_document_is_never_hidden(bundle: Path, tmp_path: Path) -> None:
    one = make(bundle, tmp_path / "one")
    (bundle / "000_0000000000000000.txt").write_bytes(b"\xff")
    two = tmp_path / "two"
    make(bundle, two)
    (bundle / "000_0000000000000000.txt").write_bytes(b"\xfe")
    assert diff(two, make(bundle, tmp_path / "three")).aspects == {"raw": 1}
    assert diff(one, two).aspects == {"text": 1, "raw": 1, "edits": 1}


def test_counts_go_on_where_examples_end_and_examples_are_short(bundle: Path, tmp_path: Path) -> None:
    one = make(bundle, tmp_path / "one")
    for index in range(3, 9):
        (bundle / f"{index:03}_{index:016x}.txt").write_text("long " * 1000)
    only = diff(one, make(bundle, tmp_path / "two")).only.run2
    assert (only.count, len(only.examples)) == (6, 3)
    assert max(len(example.text) for example in only.examples) <= 200


def test_equal_examples_are_told_once(tmp_path: Path) -> None:
    (tmp_path / "bundle").mkdir()
    (tmp_path / "bundle/0.txt").write_text("“ “ “ ”", encoding="utf-8")
    without = make(tmp_path / "bundle", tmp_path / "one", options={"typography": {"quote": False}})
    quotes = diff(without, make(tmp_path / "bundle", tmp_path / "two")).edits["typography.quote"].run2
    assert (quotes.count, [example.text for example in quotes.examples]) == (4, ['“ → "', '” → "'])


def test_runs_are_read_side_by_side(bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one, two = make(bundle, tmp_path / "one"), make(bundle, tmp_path / "two")
    read: list[str] = []

    def watched(out: Path) -> Iterator[Record]:
        for record in reading.records(out):
            read.append(out.name)
            yield record

    monkeypatch.setattr("normkit.runs.diff.records", watched)
    diff(one, two)
    assert read == ["one", "two"] * 3


def test_a_run_that_is_none_or_unfinished_is_refused(bundle: Path, tmp_path: Path) -> None:
    one = make(bundle, tmp_path / "one")
    with pytest.raises(UsageError, match="holds no finished run"):
        diff(one, bundle)
    (one / "manifest.json").unlink()
    with pytest.raises(UsageError, match="finish it by the command that began it"):
        diff(one, one)


def test_the_command_prints_what_differs_in_80_columns(normkit: Normkit, tmp_path: Path) -> None:
    shutil.copytree(SEEDS, tmp_path / "seeds")
    normkit("run", "seeds", "-o", "one", cwd=tmp_path)
    normkit("run", "seeds", "-o", "two", "--stage", "encoding", "--stage", "typography", cwd=tmp_path)
    same = normkit("diff", "one", "one", cwd=tmp_path)
    assert (same.returncode, "nothing differs" in same.stdout) == (0, True)
    result = normkit("diff", "one", "two", cwd=tmp_path)
    assert result.returncode == 1
    assert "documents, matched by index and name" in result.stdout
    assert '    RUN1 001_3e4a0a8807015a0f.txt  0.90 "Skip to main content\\n\\n"' in result.stdout
    assert '    000_7c270a97d479541f.txt  "en" → null' in result.stdout
    assert max(map(len, result.stdout.splitlines())) <= 80
    parsed = Diff.model_validate_json(normkit("diff", "one", "two", "--json", cwd=tmp_path).stdout)
    assert parsed.edits["boilerplate.skip-link"].run1.count == 1
    assert normkit("diff", "one", "seeds", cwd=tmp_path).returncode == 2


def test_what_is_printed_cannot_steer_a_terminal(bundle: Path, tmp_path: Path, normkit: Normkit) -> None:
    one = make(bundle, tmp_path / "one")
    (bundle / "000_0000000000000000.txt").write_text("\x1b[31mred \u202e“”")
    (bundle / "009_\x1b[31m.txt").touch()
    printed = normkit("diff", one, make(bundle, tmp_path / "two")).stdout
    assert "009_\ufffd[31m.txt" in printed
    assert not {"\x1b", "\u202e"} & set(printed)


def test_explain_shows_a_rule_at_work(normkit: Normkit) -> None:
    result = normkit("explain", "boilerplate.skip-link")
    assert result.returncode == 0
    assert result.stdout.startswith("boilerplate.skip-link  normkit ")
    before, after = result.stdout.split("\nafter\n")
    assert "  | Skip to main content\n" in before
    assert "  | Skip to main content\n" not in after
    assert '  | removes "Skip to main content\\n\\n"' in after
    assert "  | Why some skip the bridge" in after.split("\nit keeps\n")[1]
    about = json.loads(normkit("explain", "boilerplate.skip-link", "--json").stdout)
    assert about["changes"]["before"] != about["changes"]["after"]


def test_explain_leads_from_the_name_of_a_rule_to_its_stage(normkit: Normkit) -> None:
    result = normkit("explain", "caption")
    assert result.returncode == 2
    assert "normkit explain boilerplate.caption" in result.stderr


def test_explain_shows_a_strangers_findings_and_claims(normkit: Normkit, install: Install) -> None:
    install(SHOUT)
    result = normkit("explain", "shout.loud").stdout
    assert "shout.loud  normkit-shout 1.2" in result
    for act in ('removes "a", inserts "A"', 'flags "a": a letter', 'claims opening = "a"'):
        assert f"  | {act}" in result


def test_explain_imports_no_plugin_that_is_not_trusted(
    normkit: Normkit, install: Install, tmp_path: Path
) -> None:
    install("raise SystemExit('imported')")
    (tmp_path / "normkit.toml").write_text('[trust]\ndeny = ["normkit-shout"]\n')
    result = normkit("explain", "shout.loud", cwd=tmp_path)
    assert (result.returncode, "imported" in result.stderr) == (2, False)


def test_explain_says_so_when_an_example_does_nothing(normkit: Normkit, install: Install) -> None:
    install(STAGE.replace('changes="a"', 'changes="A"'))
    result = normkit("explain", "shout.loud").stdout
    assert "after\n  | (the same)" in result
    assert "(does nothing here by default)" in result


def test_explain_lists_the_rules_of_a_stage(normkit: Normkit) -> None:
    result = normkit("explain", "typography")
    assert "  typography.quote  " in result.stdout
    listed = json.loads(normkit("explain", "typography", "--json").stdout)
    assert (listed["distribution"], "typography.quote" in listed["rules"]) == ("normkit", True)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("boilerplate.skip-lnk", "stage 'boilerplate' has no rule 'skip-lnk'; did you mean 'skip-link'?"),
        ("boilerplat.skip-link", "did you mean 'boilerplate'?"),
        ("boilerplate.", "has no rule ''; known are skip-link, "),
    ],
)
def test_explain_names_the_nearest_known(normkit: Normkit, name: str, message: str) -> None:
    result = normkit("explain", name)
    assert (result.returncode, result.stdout) == (2, "")
    assert message in result.stderr


def test_the_version_lists_plugins_and_imports_none(normkit: Normkit, install: Install) -> None:
    install("raise SystemExit('imported')")
    result = normkit("--version")
    assert result.returncode == 0
    first, *others = result.stdout.splitlines()
    assert first.startswith("normkit, version ")
    assert "normkit-shout, version 1.2" in others
