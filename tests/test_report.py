import base64
import hashlib
import json
import re
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from conftest import SEEDS, STAGE, Install, Normkit
from stages import proposing

from normkit import Edit, Pipeline, RawDocument, Record, run
from normkit.plugins.loading import loaded
from normkit.report.charts import bars, date_histogram, score_histogram
from normkit.report.details import detail
from normkit.report.marks import LIMIT
from normkit.report.page import ReportError, visible
from normkit.report.quarantine import quarantine
from normkit.report.sampling import Sample
from normkit.report.values import Values
from normkit.report.weaving import GONE, NEW
from normkit.report.writing import write_report
from normkit.runs.verify import Verification
from normkit.stages.proposals import Claim, Finding


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report") / "out"
    run(SEEDS, folder)
    return folder


def test_the_same_run_gives_the_same_page(out: Path, tmp_path: Path) -> None:
    first = write_report(out, tmp_path / "one.html").read_bytes()
    assert write_report(out, tmp_path / "two.html").read_bytes() == first
    assert write_report(out) == out / "report.html"
    assert not list(Verification(out))


def test_the_page_needs_nothing_else_and_runs_nothing_else(out: Path, tmp_path: Path) -> None:
    page = write_report(out, tmp_path / "page.html").read_text(encoding="utf-8")
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', page)
    assert policy
    assert policy[1].startswith("default-src 'none';")
    for tag in ("style", "script"):
        (content,) = re.findall(f"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy[1].replace("&#39;", "'")
    assert not re.search(r"\b(src|style|on\w+)=", re.sub(r"<script.*", "", page, flags=re.DOTALL))


def test_texts_are_data_in_the_page(tmp_path: Path) -> None:
    bundle = tmp_path / "bundle.jsonl"
    bundle.write_text(json.dumps({"id": "<i>", "text": "</script><b>\u2028\x00"}), encoding="utf-8")
    run(bundle, tmp_path / "out")
    page = write_report(tmp_path / "out").read_text(encoding="utf-8")
    data = page.partition('id="data">')[2].partition("</script>")[0]
    assert not re.search("[<>&\u2028\x00]", data)
    assert json.loads(data)["documents"][0]["pieces"][0][0].startswith("</script><b>")


def test_the_overview_tells_rules_problems_and_quarantine(install: Install, tmp_path: Path) -> None:
    install(STAGE.replace("        if document", "        raise ValueError('<no>')\n        if document"))
    bundle = tmp_path / "bundle.jsonl"
    bundle.write_text('{"text": "a “b”"}\n{broken\n{"text": "\u202e c"}\n', encoding="utf-8")
    run(bundle, tmp_path / "out", ["typography", "shout"])
    page = write_report(tmp_path / "out").read_text(encoding="utf-8")
    assert "typography.quote" in page
    assert "A curly or angled quote becomes straight." in page
    assert "shout 1.2: ValueError: &lt;no&gt;" in page
    assert re.search(r'class="quarantined".*<bdi>000002_line.txt', page, re.DOTALL)


def test_rules_of_a_plugin_that_changed_go_without_summary(install: Install, tmp_path: Path) -> None:
    module = install()
    (tmp_path / "bundle").mkdir()
    (tmp_path / "bundle/0.txt").write_text("a")
    run(tmp_path / "bundle", tmp_path / "out", ["shout"])
    assert "The first letter is made loud." in write_report(tmp_path / "out").read_text(encoding="utf-8")
    module.write_text(STAGE + "\n")
    loaded.cache_clear()  # as in a process that has not imported it
    page = write_report(tmp_path / "out").read_text(encoding="utf-8")
    assert "shout.loud" in page
    assert "The first letter is made loud." not in page


def test_the_commands_write_it(normkit: Normkit, out: Path, bundle: Path, tmp_path: Path) -> None:
    told = normkit("report", out, "-o", tmp_path / "page.html")
    assert (told.returncode, told.stdout) == (0, "")
    assert f"Look at all:  {tmp_path / 'page.html'}" in told.stderr
    told = normkit("run", bundle, "-o", tmp_path / "out", "--stage", "typography", "--report")
    assert told.returncode == 0
    assert (tmp_path / "out/report.html").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["report", SEEDS], "holds no finished run"),
        (["run", SEEDS, "-o", "-", "--report"], "--report writes a page into a folder, and -o - writes none"),
    ],
)
def test_where_no_report_can_be_made_it_is_said(normkit: Normkit, arguments: list[Any], message: str) -> None:
    told = normkit(*arguments)
    assert (told.returncode, told.stdout) == (2, "")
    assert message in told.stderr


def test_without_jinja_it_says_what_to_install(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "jinja2", None)
    with pytest.raises(ReportError, match=re.escape("pip install 'normkit[report]'")):
        write_report(out)


def marking(text: str, **options: Any) -> Record:  # noqa: ANN401
    """Normalize `text` by a stage that deletes x, flags y and claims the length as score."""

    def propose(document: Any) -> Any:  # noqa: ANN401
        for place, character in enumerate(document.text):
            if character == "x":
                yield Edit.delete((place, place + 1), rule="one")
            if character == "y":
                yield Finding((place, place + 1), "two", 0.5, "a y")
        yield Claim("share", 1 / len(document.text), "two", (0, 1))

    stage = proposing(propose, writes={"share": float})
    return Pipeline([stage]).normalize(RawDocument(text.encode(), **options))


def test_the_sample_holds_what_tells_the_most_each_once() -> None:
    sample = Sample()
    texts = ["a" * 50] * 200
    texts[100], texts[150], texts[151] = "axxx" + "a" * 46, "yyya" * 12, "a"
    for index, text in enumerate(texts):
        sample.add(marking(text, index=index))
    chosen = {record.index: reasons for record, reasons in sample.chosen()}
    assert "most changed" in chosen[100]
    assert "most flagged" in chosen[150]
    assert "highest share" in chosen[151]
    assert sum("random" in reasons for reasons in chosen.values()) == 10
    assert len(chosen) < 20


def test_every_rule_is_shown_by_a_document() -> None:
    sample = Sample()
    for index in range(200):
        sample.add(marking("y" * 9 if index < 100 else "x" * 9 + "a" * index, index=index))
    sample.add(marking("yx" * 200, index=200))
    rules = {said.rule for record, _ in sample.chosen() for said in record.edits}
    assert rules == {"proposing.one"}


def test_marks_stand_on_what_they_are_about() -> None:
    told = detail(marking("axby"), ["random"])
    texts = {
        (about["kind"], about["rule"]): [text for text, _, marks in told["pieces"] if number in marks]
        for number, about in enumerate(told["marks"])
    }
    assert texts == {
        ("evidence", "proposing.two"): ["a"],
        ("removed", "proposing.one"): ["x"],
        ("finding", "proposing.two"): ["y"],
    }
    assert told["metadata"] == [{"name": "share", "value": "0.25", "claims": [0]}]


def test_a_finding_about_what_a_step_inserted_stands_on_it() -> None:
    def insert(_: Any) -> Any:  # noqa: ANN401
        return [Edit.replace((0, 0), "new ", rule="one")]

    def flag(_: Any) -> Any:  # noqa: ANN401
        return [Finding((1, 3), "two", 1.0, "ew")]

    record = Pipeline([proposing(insert, name="insert"), proposing(flag, name="flag")]).normalize("old")
    pieces = detail(record, [])["pieces"]
    assert [text for text, state, marks in pieces if len(marks) == 2 and state == NEW] == ["ew"]


def test_of_a_very_long_document_the_beginning_is_shown() -> None:
    told = detail(marking("a" * LIMIT + "xy"), [])
    assert sum(len(text) for text, state, _ in told["pieces"] if state != NEW) == told["shown"] == LIMIT
    assert told["raw"]["characters"] == LIMIT + 2
    assert told["hidden"] == 2


def test_of_a_document_with_very_many_edits_the_beginning_is_shown() -> None:
    told = detail(marking("ax" * 10_000), [])
    assert len(told["pieces"]) == told["shown"] < 10_000
    assert sum(state == GONE for _, state, _ in told["pieces"]) + told["hidden"] == 10_000


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ([0.5, 1.0, None], "score"),
        ([0.5, 2.5], None),
        (["2021", "2021-05", "2021-05-03T10:00", None], "date"),
        (["en", "en", "de", "de"], "category"),
        ([True, False, True, True], "category"),
        (["one title", "another title"], None),
        (["2021", "soon", "soon"], None),
        ([["Ann Lee"], ["Ann Lee"]], None),
        ([None, []], None),
    ],
)
def test_what_values_are_is_told_by_them(values: list[Any], kind: str | None) -> None:
    counted = Values()
    for value in values:
        counted.add(value)
    assert counted.kind == kind
    assert counted.documents == len(values)


def test_values_that_are_too_many_are_no_category() -> None:
    counted = Values()
    for number in range(5_000):
        counted.add(f"title {number % 1_500}")
    assert counted.kind is None
    assert not counted.categories


def test_dates_are_drawn_by_month_or_by_so_many_years() -> None:
    months = date_histogram(Counter({"2021-05": 3, "2022-01": 1}))
    assert len(months.columns) == 24
    assert [(c.label, c.value) for c in months.columns if c.value] == [("2021-05", 3), ("2022-01", 1)]
    years = date_histogram(Counter({"2021": 3, "2022-01": 1}))
    assert [(c.label, c.value) for c in years.columns] == [("2021", 3), ("2022", 1)]
    long = date_histogram(Counter({"1234-01": 1, "2022-01": 1}))
    assert len(long.columns) <= 48
    assert [(c.label, c.value) for c in long.columns if c.value] == [("1220 to 1239", 1), ("2020 to 2039", 1)]


def test_axes_end_at_round_numbers() -> None:
    histogram = score_histogram([0] * 19 + [1_234])
    assert [tick.label for tick in histogram.up] == ["0", "1k", "2k"]
    assert [tick.label for tick in histogram.across] == ["0", "0.25", "0.5", "0.75", "1"]


def test_the_least_frequent_values_are_one_bar() -> None:
    rows = bars(Counter({f"{n:02}": 100 - n for n in range(20)}))
    assert (rows[0].label, rows[0].share) == ("00", 100 / sum(range(81, 89)))
    assert (rows[-1].label, rows[-1].value) == ("8 others", sum(range(81, 89)))


def test_what_turns_text_around_is_written_as_its_code_point() -> None:
    assert visible("name\u202etxt.exe") == "name⟨U+202E⟩txt.exe"


def test_of_a_quarantined_document_the_beginning_is_shown_if_it_was_kept(tmp_path: Path) -> None:
    folder = tmp_path / "quarantine"
    folder.mkdir()
    about: list[dict[str, str]] = [{}, {"stage": "shout", "distribution": "shout", "version": "1"}]
    rows = [{"index": n, "name": f"a/{n}.txt", **about[n], "reason": "too hard"} for n in range(2)]
    (folder / "part-00000.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in rows))
    (folder / "part-raw.jsonl").write_bytes(b"a raw document\n\xff")
    (folder / "a").mkdir()
    (folder / "a/1.txt").write_bytes(b"\xffbroken " + b"x" * 1_000)
    told = quarantine(tmp_path)
    assert told.reasons == {"too hard": 2}
    assert [row["beginning"][:8] for row in told.first] == ["", "\ufffdbroken "]
    assert len(told.first[1]["beginning"]) == 400


def test_a_run_that_quarantined_everything_has_a_report(tmp_path: Path) -> None:
    (tmp_path / "bundle.jsonl").write_text("{broken\n")
    run(tmp_path / "bundle.jsonl", tmp_path / "out", ["typography"])
    page = write_report(tmp_path / "out").read_text(encoding="utf-8")
    assert "1 document could not be processed." in page
    assert "What is known of the documents" not in page
