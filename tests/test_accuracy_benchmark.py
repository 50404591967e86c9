import json
import re
import subprocess
import sys
import tarfile
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from accuracy_figures import figures_of

from benchmarks.accuracy import labelled_texts, page_sets, shingles
from benchmarks.accuracy.__main__ import main
from benchmarks.accuracy.intervals import Figure, figures, mean
from benchmarks.accuracy.page_scores import PageScore, statistics
from benchmarks.accuracy.removed_lines import RemovedLine, by_confidence, by_rule, is_gold
from benchmarks.accuracy.title_lines import folded_lines, without_titles

ROOT = Path(__file__).parent.parent
TITLE = "The bridge that nobody crossed"  # 5 words
ARTICLE = (
    "The bridge over the river was closed for two years while it was being repaired, and nobody crossed it.\n\n"
    "The flood had carried away the middle pier, and the ferry that came instead ran twice a day at most.\n"
)  # 39 words
MENU = "Skip to main content\nHome\nAbout us\nOur bridges\nOur ferries\nContact us\nArchive of pages\n\n"  # 16
GOLD, JUNK = 39 - 3, 16 + 5  # shingles


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data/sets/mine"
    row = {
        "file": "000_0123456789abcdef.txt",
        "gold": ARTICLE,
        "title": TITLE.upper(),
        "with": ["closed for two years", "a tunnel"],
        "without": ["About us"],
    }
    for rendering, text in (("bare", ARTICLE), ("full", f"{MENU}{TITLE}\n\n{ARTICLE}")):
        (folder / rendering).mkdir(parents=True)
        (folder / rendering / "000_0123456789abcdef.txt").write_text(text, encoding="utf-8")
    (folder / "index.json").write_text(json.dumps({"page": row}), encoding="utf-8")
    return tmp_path / "data"


measured = partial(figures_of, "boilerplate")


def values(row: dict[str, Any]) -> dict[str, float | None]:
    return {name: figure["value"] for name, figure in row.items()}


def test_an_output_without_junk_is_perfect_and_its_title_is_not_counted(data: Path) -> None:
    [full] = measured(data, "--renderings", "full")["renderings"]
    assert values(full["normkit"]) == {
        "F1": 1,
        "precision": 1,
        "recall": 1,
        "F1 per page": 1,
        "kept": 1,
        "removed": 1,
        "lose over 5 %": 0,
        "lose over 20 %": 0,
        "seg_with": 0.5,
        "seg_without": 1,
    }
    assert (full["pages"], full["with_gold"], full["with_segments"], full["with_problems"]) == (1, 1, 1, 0)


def test_the_input_is_scored_for_comparison(data: Path) -> None:
    [full] = measured(data, "--renderings", "full")["renderings"]
    row = values(full["no_op"])
    left = JUNK - 5
    assert row["precision"] == round(GOLD / (GOLD + left), 6)
    assert row["F1"] == row["F1 per page"] == round(2 * GOLD / (2 * GOLD + left), 6)
    assert row["removed"] == round(5 / JUNK, 6)
    assert (row["recall"], row["kept"], row["seg_with"], row["seg_without"]) == (1, 1, 0.5, 0)


def test_removals_are_counted_by_rule_and_by_confidence(data: Path) -> None:
    [full] = measured(data, "--renderings", "full")["renderings"]
    for rows in (full["rules"], full["confidence"]):
        assert (sum(row["lines"] for row in rows), sum(row["words"] for row in rows)) == (7, 16)
        assert {row["lines"] > 0: row["precision"] for row in rows} == {True: 1, False: None}
        assert {row["lines"] > 0: row["line_precision"] for row in rows} == {True: 1, False: None}


def test_options_reach_the_stages(data: Path) -> None:
    result = measured(data, "--renderings", "full", "--set", "boilerplate.least_kept=1")
    assert result["options"] == {"boilerplate": {"least_kept": 1}}
    assert not any(row["lines"] for row in result["renderings"][0]["rules"])


def test_json_holds_what_the_table_prints(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    result = measured(data)
    printed = [float(number) for number in re.findall(r"\b\d\.\d{3}\b", capsys.readouterr().out)]
    expected: list[float] = []
    for rendering in result["renderings"]:
        for name, figure in rendering["normkit"].items():
            expected += [*figure.values(), *rendering["no_op"][name].values()]
        for row in (*rendering["rules"], *rendering["confidence"]):
            expected += [row["precision"], row["line_precision"], row["confidence"]]
    assert printed == [round(number, 3) for number in expected if number is not None]
    assert [rendering["rendering"] for rendering in result["renderings"]] == ["bare", "full"]


def test_an_archive_and_two_processes_give_the_same_figures(data: Path) -> None:
    archive = data.parent / "data.tar.xz"
    with tarfile.open(archive, "w:xz") as file:
        file.add(data / "sets", "sets")
    assert measured(archive, "--workers", "2") == measured(data)


def test_missing_data_are_skipped(tmp_path: Path) -> None:
    command = [sys.executable, "benchmarks/accuracy", "boilerplate", str(tmp_path / "none")]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert result.stdout == f"skipped: there is no {tmp_path / 'none'}\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--sets", "mine", "yours"], "no pages of yours"),
        (["--renderings", "fuller"], "no pages of fuller"),
        (["--set", "boilerplate.least_kept=2"], "options of boilerplate: least_kept"),
        (["--set", "boilerplate"], "write STAGE.OPTION=VALUE"),
        (["--workers", "0"], "write a number from 1 on"),
    ],
)
def test_what_does_not_fit_is_a_usage_error(
    data: Path, arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(["boilerplate", str(data), *arguments])
    assert message in capsys.readouterr().err


def test_data_of_another_kind_are_a_usage_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "data.txt").write_text("no archive")
    with pytest.raises(SystemExit):
        main(["boilerplate", str(tmp_path / "data.txt")])
    assert "is neither a folder nor a tar archive" in capsys.readouterr().err


def test_pages_without_gold_have_segments_alone(data: Path) -> None:
    index = data / "sets/mine/index.json"
    [row] = json.loads(index.read_text(encoding="utf-8")).values()
    index.write_text(json.dumps({"page": {**row, "gold": None}}), encoding="utf-8")
    [full] = measured(data, "--renderings", "full")["renderings"]
    known = {name: value for name, value in values(full["normkit"]).items() if value is not None}
    assert known == {"seg_with": 0.5, "seg_without": 1}
    assert page_sets.renderings(data)[0].pages[0].gold == ""


def test_shingles_are_a_multiset() -> None:
    gold, output = shingles.shingles("a b c d e"), shingles.shingles("a b c d a b c d")
    assert shingles.precision(output, gold) == 1 / 5
    assert shingles.recall(output, gold) == 1 / 2
    assert shingles.f1(output, gold) == 2 / 7


def test_what_is_kept_and_removed_is_relative_to_the_input() -> None:
    junk = " ".join(f"x{number}" for number in range(20))
    gold, raw = shingles.shingles("a b c d e f"), shingles.shingles(f"a b c d e {junk}")
    output = shingles.shingles("a b c d " + junk[: junk.index(" x7")])
    assert shingles.kept(output, raw, gold) == 1 / 2
    assert shingles.removed(output, raw, gold) == 1 - 7 / 20
    assert shingles.removed(output, shingles.shingles("a b c d e x0"), gold) is None


def test_an_empty_text_has_no_precision_and_no_recall() -> None:
    empty, full = shingles.shingles(" , "), shingles.shingles("a b")
    assert (shingles.precision(empty, full), shingles.recall(full, empty)) == (None, None)
    assert (shingles.f1(empty, full), shingles.f1(empty, empty)) == (0, 1)


def test_pages_count_alike_and_segments_too() -> None:
    pages = [
        PageScore(precision=1.0, recall=0.2, kept=0.949, stayed=1, staying=1),
        PageScore(precision=0.5, recall=0.4, kept=0.79, stayed=0, staying=3),
        PageScore(recall=0.0, kept=0.95),
        PageScore(),
    ]
    row = statistics(pages)
    assert row["precision"] == 0.75
    assert row["recall"] == pytest.approx(0.2)
    assert row["F1"] == pytest.approx(2 * 0.75 * 0.2 / 0.95)
    assert (row["lose over 5 %"], row["lose over 20 %"]) == (2 / 3, 1 / 3)
    assert (row["seg_with"], row["seg_without"]) == (0.25, None)


def test_a_title_stays_where_the_gold_has_it() -> None:
    text = "Old ferry\nOLD, FERRY!\r\nThe old ferry ran.\n"
    assert without_titles(text, ["old  ferry"], "") == "The old ferry ran.\n"
    assert without_titles(text, ["old  ferry"], "Some\nOld Ferry") == text


@pytest.mark.parametrize(
    ("line", "gold"),
    [
        ("the ferry ran all winter", True),
        ("so the ferry ran all winter too", False),
        ("the ferry", False),
        ("Twice daily:", True),
        ("***", False),
    ],
)
def test_a_line_is_gold_by_most_of_its_shingles_or_as_a_whole(line: str, gold: bool) -> None:  # noqa: FBT001
    text = "In 1920 the ferry ran all winter.\n***\nTwice daily\n"
    assert is_gold(line, shingles.shingles(text), folded_lines(text)) is gold


def test_removals_are_weighed_by_words_and_by_lines() -> None:
    lines = [RemovedLine("share", 0.9, 3, is_gold=False), RemovedLine("share", 0.5, 9, is_gold=True)]
    [share, login] = by_rule(lines, ["share", "login"])
    assert (share.precision, share.line_precision, share.confidence) == (0.25, 0.5, 0.7)
    assert (login.lines, login.precision, login.line_precision, login.confidence) == (0, None, None, None)
    assert {row.name: row.precision for row in by_confidence(lines) if row.lines} == {
        "0.5-0.6": 0,
        "0.9-1.0": 1,
    }


def test_intervals_are_the_same_each_time_and_hold_the_mean() -> None:
    pages = [0.1, None, 0.4, 0.9, 0.2]
    first, second = (figures(pages, lambda sample: {"mean": mean(sample)})["mean"] for _ in range(2))
    assert first == second
    assert first.low is not None
    assert first.value == 0.4
    assert first.high is not None
    assert 0.1 <= first.low < first.value < first.high <= 0.9
    assert figures([None], lambda sample: {"mean": mean(sample)}) == {"mean": Figure(None, None, None)}


LABELLED = [
    ("The council met on Tuesday, and nobody came.", "en", 40),
    ("Der Rat hat am Dienstag getagt, und niemand ist gekommen.", "de", 40),
    ("Rådet møttes på tirsdag, men det var ingen som kom.", "nb", 40),
    ("The mill by the river was not for sale, they said.", "de", 40),  # a wrong label
    ("გამარჯობა, მსოფლიო და ყველა", "ka", 20),
]


@pytest.fixture
def labelled(tmp_path: Path) -> Path:
    rows = [{"text": text, "lang": language, "len": length} for text, language, length in LABELLED]
    (tmp_path / "rows.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    edge = [{"text": text, "lang": "und"} for text in ("12345", "\ud800", "No, it is not.")]
    (tmp_path / "edge.jsonl").write_text("\n".join(map(json.dumps, edge)), encoding="utf-8")
    return tmp_path / "rows.jsonl"


language_figures = partial(figures_of, "language")


def test_language_is_judged_by_length_and_where_it_is_supported(labelled: Path) -> None:
    short, long = language_figures(labelled)["lengths"]
    assert (short["length"], short["texts"], short["supported_texts"]) == (20, 1, 0)
    assert (short["accuracy"]["all"]["value"], short["accuracy"]["supported"]["value"]) == (0, None)
    assert (long["length"], long["texts"], long["supported_texts"]) == (40, 4, 4)
    assert long["accuracy"]["supported"]["value"] == 0.75


def test_languages_that_are_confused_are_counted(labelled: Path) -> None:
    assert language_figures(labelled)["confusions"] == {"de>en": 1, "ka>und": 1}


def test_answers_are_counted_by_confidence_and_texts_without_language(labelled: Path) -> None:
    result = language_figures(labelled, "--edge", str(labelled.parent / "edge.jsonl"))
    assert sum(row["answers"] for row in result["confidence"]) == 4
    assert sum(row["answers"] * row["right"] for row in result["confidence"]) == pytest.approx(3, abs=1e-3)
    assert (result["edge_texts"], result["edge_right"]) == (3, 2)


def test_the_table_of_languages_says_what_json_holds(
    labelled: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    result = language_figures(labelled, "--set", "language.least_confidence=1")
    printed = capsys.readouterr().out
    assert result["options"] == {"language": {"least_confidence": 1}}
    assert "confusions: de>und 2, en>und 1, ka>und 1, nb>und 1" in printed
    assert re.search(r"^\| 40 \| 4 \| 0\.000 \[0\.000, 0\.000\] \| 0 \| - \|$", printed, re.MULTILINE)


def test_codes_mean_the_same_language_whatever_the_script() -> None:
    assert labelled_texts.same_language("zh-tw", "zh")
    assert labelled_texts.same_language("no", "nb")
    assert not labelled_texts.same_language("nn", "nb")


def test_rows_without_a_language_are_a_usage_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "rows.jsonl").write_text('{"text": "The council met."}', encoding="utf-8")
    with pytest.raises(SystemExit):
        main(["language", str(tmp_path / "rows.jsonl")])
    assert "no rows of text and lang" in capsys.readouterr().err


def test_an_option_that_language_lacks_is_a_usage_error(
    labelled: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(["language", str(labelled), "--set", "language.backend=ftfy"])
    assert "options of language: backend" in capsys.readouterr().err
