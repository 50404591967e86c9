import base64
import json
import lzma
import re
from functools import partial
from pathlib import Path

import pytest
from accuracy_figures import figures_of

from benchmarks.accuracy.__main__ import main
from benchmarks.accuracy.damaged_texts import folded

ROWS = [
    ("moji_u8", "Der Stra\u00c3\u009fe nach", "Der Straße nach"),
    ("nbsp", "5\u00a0km", "5 km"),
    ("wrong8_cp1250_as_x", "irreparable \u00b8", "is not this"),
    ("bytes", "“never”\r\n", "“never”\r\n"),
    ("clean", "“Straße”", "“Straße”"),
    ("clean_odd", "a\u00a0b", "a\u00a0b"),
]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return written(tmp_path / "rows.jsonl")


def written(file: Path) -> Path:
    lines = [
        {
            "id": str(number),
            "kind": kind,
            "raw_b64": base64.b64encode(raw.encode()).decode(),
            "expected": expected,
            "alt": [],
        }
        for number, (kind, raw, expected) in enumerate(ROWS)
    ]
    text = "".join(f"{json.dumps(line)}\n" for line in lines)
    if file.suffix == ".xz":
        file.write_bytes(lzma.compress(text.encode()))
    else:
        file.write_text(text, encoding="utf-8")
    return file


measured = partial(figures_of, "encoding")


def test_damaged_texts_are_counted_apart_from_clean_ones(data: Path) -> None:
    result = measured(data)
    assert (result["damaged"]["texts"], result["clean"]["texts"]) == (4, 2)
    assert result["damaged"]["strict"]["value"] == 0.5
    assert result["damaged"]["folded"]["value"] == 0.75
    assert result["damaged"]["ftfy"]["value"] == 0.25
    assert result["clean"]["strict"]["value"] == 0.5
    assert result["clean"]["folded"]["value"] == 1


def test_each_kind_has_its_figures_and_families_are_one_kind(data: Path) -> None:
    kinds = {row["kind"]: row["strict"]["value"] for row in measured(data)["kinds"]}
    assert kinds == {"bytes": 0, "clean": 1, "clean_odd": 0, "moji_u8": 1, "nbsp": 1, "wrong8": 0}


def test_the_table_says_how_many_clean_texts_changed(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    measured(data)
    printed = capsys.readouterr().out
    assert re.search(r"^\| damaged texts repaired \| 4 \| 0\.500 \[", printed, re.MULTILINE)
    assert re.search(
        r"^\| clean texts changed \| 2 \| 0\.500 \[.*?\] \| 0\.000 \[.*?\] \| 0\.500 \[", printed, re.MULTILINE
    )


def test_packed_rows_and_two_processes_give_the_same_figures(data: Path) -> None:
    packed = written(data.with_name("rows.jsonl.xz"))
    assert measured(packed, "--workers", "2") == measured(data)


def test_missing_data_are_skipped(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["encoding", str(tmp_path / "none")])
    assert capsys.readouterr().out == f"skipped: there is no {tmp_path / 'none'}\n"


@pytest.mark.parametrize("content", ["no rows", "", '{"kind": "clean"}\n', "[]\n"])
def test_data_of_another_kind_are_a_usage_error(
    tmp_path: Path, content: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "rows.jsonl").write_text(content)
    with pytest.raises(SystemExit):
        main(["encoding", str(tmp_path / "rows.jsonl")])
    assert "rows.jsonl" in capsys.readouterr().err


def test_folding_leaves_out_what_is_a_matter_of_taste() -> None:
    assert folded("\ufeff“ｆｕｌｌ”\r\n‘a\u00a0b\u00ad’ \n") == "\"full\"\n'a b'"
    assert folded("naïve") != folded("naive")
