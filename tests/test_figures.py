"""The figures that pages quote are those that were kept, and one command measures them again."""

import base64
import json
import shutil
from pathlib import Path

import pytest
from accuracy_figures import write_rows

from benchmarks import __main__ as command, kept
from benchmarks.pages import QUOTES, pages, quoted, renewed

PAGES = pages()
ROW = {"kind": "nbsp", "raw_b64": base64.b64encode("5\u00a0km".encode()).decode(), "expected": "5 km"}


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a page that quotes; results are kept, and pages renewed, elsewhere than in the project."""
    shutil.copytree(kept.FOLDER, tmp_path / "results")
    monkeypatch.setattr(kept, "FOLDER", tmp_path / "results")
    page = tmp_path / "page.md"
    page.write_text("A.\n\n<!-- figures: accuracy encoding -->\nby hand\n<!-- end of figures -->\n\nB.\n")
    monkeypatch.setattr(command, "pages", lambda: [page])
    return page


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "data/encoding").mkdir(parents=True)
    write_rows(
        tmp_path / "data/encoding/dev.jsonl.xz", [ROW, {**ROW, "kind": "clean", "expected": "5\u00a0km"}]
    )
    return tmp_path / "data"


@pytest.mark.parametrize("page", PAGES, ids=[page.stem for page in PAGES])
def test_a_page_quotes_what_is_kept(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert renewed(text) == text, "run `python benchmarks`; nobody writes between these comments"


def test_each_quotation_stands_on_a_page() -> None:
    assert {name for page in PAGES for name in quoted(page.read_text(encoding="utf-8"))} == set(QUOTES)


def test_each_result_is_dated_and_of_a_benchmark_and_says_nothing_of_the_machine_but_its_kind() -> None:
    for file in kept.FOLDER.glob("*.json"):
        result = json.loads(file.read_text(encoding="utf-8"))
        assert result["command"] == f"python benchmarks/{command.RUNS[file.stem]}"
        assert result["date"].startswith("20")
        assert {"normkit", "Python", "ftfy"} <= result["versions"].keys()
        assert str(Path.home()) not in json.dumps(result)


def test_a_result_is_kept_and_the_page_renewed(page: Path, data: Path) -> None:
    assert command.main(["encoding", "--data", str(data)]) == 0
    text = page.read_text(encoding="utf-8")
    assert text.startswith("A.\n\n<!-- figures: accuracy encoding -->\n\n| ")
    assert text.endswith(".*\n\n<!-- end of figures -->\n\nB.\n")
    assert "| damaged texts repaired | 1 | 1.000 [1.000, 1.000] |" in text
    assert str(data) not in (kept.FOLDER / "encoding.json").read_text(encoding="utf-8")


def test_a_benchmark_that_fails_keeps_its_result_and_costs_no_other(page: Path, data: Path) -> None:
    (data / "translation").mkdir()
    (data / "translation/dev.jsonl.xz").write_bytes(b"no rows")
    before = (kept.FOLDER / "translation.json").read_bytes()
    assert command.main(["translation", "encoding", "--data", str(data)]) == 1
    assert (kept.FOLDER / "translation.json").read_bytes() == before
    assert "| damaged texts repaired | 1 |" in page.read_text(encoding="utf-8")


def test_what_lacks_its_data_is_skipped_with_the_reason(
    page: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command.main(["language", "costs", "--data", str(data)]) == 0
    assert command.main(["encoding"]) == 0
    told = capsys.readouterr().out
    assert "language: skipped, there is no DATA/language/dev.jsonl.xz" in told
    assert "costs: skipped, there is no PAGES" in told
    assert "encoding: skipped, there is no DATA/encoding/dev.jsonl.xz" in told
    assert "by hand" in page.read_text(encoding="utf-8")


def test_a_benchmark_that_is_not_there_is_a_usage_error(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        command.main(["encodings"])
    assert "there is no 'encodings'; name some of encoding, " in capsys.readouterr().err
