import json
from pathlib import Path
from typing import Any

import pytest
from accuracy_figures import figures_of, write_rows

from benchmarks.accuracy.__main__ import main
from benchmarks.accuracy.metadata_rows import Row, is_right, read_rows

TEXT = (
    "Old mill by the river will be rebuilt\n\nBy Ann Lee\n\n3 May 2021, 10:14\n\n"
    "The council voted on Monday to rebuild the old mill by the river, which burned down nine years ago.\n\n"
    "The work will take two years and cost four million, of which the county pays half and the town the rest.\n"
)
GOLD = {
    "title": "Old mill by the river will be rebuilt",
    "author": ["Ann Lee"],
    "date_published": "2021-05-03",
}
ROWS = [
    {"variant": "main", "text": TEXT, "gold": GOLD, "absent": []},
    {"variant": "main", "text": TEXT, "gold": {**GOLD, "author": ["Bo Roe"]}, "absent": ["date_updated"]},
    {"variant": "full", "text": TEXT, "gold": {}, "absent": ["author", "date_published"]},
]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return write_rows(tmp_path / "rows.jsonl.xz", ROWS)


def measured(data: Path, *arguments: str) -> dict[str, Any]:
    found = figures_of("metadata", data, *arguments)
    return {variant["variant"]: variant for variant in found["variants"]}


def values(variant: dict[str, Any]) -> dict[str, float]:
    return {name: row["value"] for name, row in variant["figures"].items() if row["value"] is not None}


def test_what_is_right_is_counted_by_field_and_variant(data: Path) -> None:
    result = measured(data)
    assert values(result["main"]) == {
        "title precision": 1,
        "title recall": 1,
        "authors precision": 0.5,
        "authors recall": 0.5,
        "published precision": 1,
        "published recall": 1,
        "updated invented": 0,
    }
    assert (result["main"]["texts"], result["main"]["with_problems"]) == (2, 0)


def test_a_value_where_there_is_none_is_invented(data: Path) -> None:
    full = values(measured(data)["full"])
    assert full["authors invented"] == full["published invented"] == 1
    assert full["authors precision"] == 0


def test_claims_are_counted_by_confidence(data: Path) -> None:
    fields = measured(data)["main"]["calibration"]
    assert {name: sum(row["answers"] for row in rows) for name, rows in fields.items() if rows} == {
        "title": 2,
        "authors": 2,
        "published": 2,
    }
    assert {row["right"] for row in fields["authors"]} == {0.5}


def test_options_reach_the_stage(data: Path) -> None:
    main_texts = measured(data, "--set", "metadata.title_threshold=1.0")["main"]
    assert values(main_texts)["title recall"] == 0


def test_two_processes_give_the_same_figures_and_a_table(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert measured(data, "--workers", "2") == measured(data)
    assert "| title | 1.000 [1.000, 1.000] | 1.000 [" in capsys.readouterr().out


def test_an_option_that_does_not_fit_is_a_usage_error(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["metadata", str(data), "--set", "metadata.title_threshold=2"])
    assert "title_threshold" in capsys.readouterr().err


def test_data_of_another_kind_are_a_usage_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "rows.jsonl").write_text('{"text": "x"}\n')
    with pytest.raises(SystemExit):
        main(["metadata", str(tmp_path / "rows.jsonl")])
    assert "holds no rows" in capsys.readouterr().err


def test_plain_rows_are_read(tmp_path: Path) -> None:
    (tmp_path / "rows.jsonl").write_text(json.dumps(ROWS[0]) + "\n\n")
    assert [row.variant for row in read_rows(tmp_path / "rows.jsonl")] == ["main"]


@pytest.mark.parametrize(
    ("name", "value", "right"),
    [
        ("title", "“Old” mill – rebuilt.", True),
        ("title", "Old mill - rebuilt | Post", True),
        ("title", "Old mill", False),
        ("authors", ["By Ann  Lee", "Bo Roe"], True),
        ("authors", ["Ann Lee"], False),
        ("published", "2021-05-03T10:14", True),
        ("published", "2021-05", False),
    ],
)
def test_spellings_do_not_matter_and_words_do(name: str, value: Any, right: bool) -> None:  # noqa: ANN401, FBT001
    gold = {
        "title": '"Old" mill - rebuilt',
        "title_full": "Old mill - rebuilt | Post",
        "author": ["Bo Roe", "Ann Lee"],
        "date_published": "2021-05-03",
    }
    assert is_right(name, value, Row("main", "", gold, frozenset())) is right
