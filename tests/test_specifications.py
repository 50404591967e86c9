"""The specifications in `docs/` against what normkit really reads and writes."""

import json
import re
from collections.abc import Iterator
from operator import itemgetter
from pathlib import Path
from typing import Any

import pytest
from conftest import SEEDS, STAGE, Install

import normkit
from normkit import Pipeline, RawDocument, Record
from normkit.plugins.entry_points import FORMATS, installed
from normkit.record.record import ClaimRecord, EditRecord, FindingRecord, ProblemRecord, RawRecord, RunRecord

DOCS = Path(__file__).parent.parent / "docs"
SECTIONS = {
    "The record itself": Record,
    "A claim": ClaimRecord,
    "A finding": FindingRecord,
    "An edit": EditRecord,
    "A problem": ProblemRecord,
    "The raw side": RawRecord,
    "A run of the decoding": RunRecord,
}


def section(page: str, title: str) -> str:
    text = (DOCS / page).read_text(encoding="utf-8")
    (found,) = re.findall(rf"^## {re.escape(title)}\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    return str(found)


def fields(title: str) -> dict[str, str]:
    """Return the type of each field that a section of `record.md` has a row for."""
    rows = re.findall(r"^\| `(\w+)` \| ([^|]+) \|", section("record.md", title), re.MULTILINE)
    return dict(rows)


@pytest.mark.parametrize(("title", "model"), SECTIONS.items())
def test_every_field_is_specified_and_every_field_specified_is_there(title: str, model: Any) -> None:  # noqa: ANN401
    assert list(fields(title)) == list(model.model_fields)


@pytest.fixture
def written(install: Install) -> dict[str, Any]:
    """Return a record in which each kind of entry stands, as JSON."""
    install(STAGE.replace("        if document", "        raise ValueError('no')\n        if document"))
    raw = (SEEDS / "004_70a1e79c8e5df12b.txt").read_bytes().replace(b"\n", b" \xff\xc2\xa0\n", 1)
    record = Pipeline(["encoding", "language", "metadata", "boilerplate", "translation", "shout"]).normalize(
        RawDocument(raw, extra={"url": "u"})
    )
    assert record.restore() == raw
    written: dict[str, Any] = json.loads(record.model_dump_json())
    return written


def test_a_real_record_has_the_fields_and_types_that_are_specified(written: dict[str, Any]) -> None:
    entries = {
        "The record itself": [written],
        "A claim": written["claims"],
        "A finding": written["findings"],
        "An edit": written["edits"],
        "A problem": written["problems"],
        "The raw side": [written["raw"]],
        "A run of the decoding": written["raw"]["runs"],
        "The stats": [written["stats"]],
    }
    for title, found in entries.items():
        assert found, f"no entry to compare with {title!r}"
        for entry in found:
            assert list(entry) == list(fields(title))
            wrong = {name for name, value in entry.items() if not fits(value, fields(title)[name])}
            assert not wrong, f"{title}: {wrong}"


def fits(value: object, description: str) -> bool:
    """Whether a value is of one of the types in words such as `span or null`."""
    kinds = {
        "string": isinstance(value, str),
        "integer": type(value) is int,
        "number": isinstance(value, int | float),
        "boolean": isinstance(value, bool),
        "object": isinstance(value, dict),
        "array": isinstance(value, list),
        "span": isinstance(value, list) and [type(position) for position in value] == [int, int],
        "null": value is None,
    }
    return any(kinds[kind] for kind in re.findall(r"(?:^|, | or )(\w+)", description))


def test_a_record_is_undone_as_the_page_says(written: dict[str, Any]) -> None:
    text = written["text"]
    for step in sorted({edit["step"] for edit in written["edits"]}, reverse=True):
        text = "".join(undone(text, [edit for edit in written["edits"] if edit["step"] == step]))
    assert text == Record.model_validate(written).raw_text()


def undone(text: str, edits: list[dict[str, Any]]) -> Iterator[str]:
    done = shift = 0  # of `text`; how much longer the text before the step was so far
    spans = [(span, edit) for edit in edits for span in edit["spans"]]
    for (start, _), edit in sorted(spans, key=itemgetter(0)):
        yield text[done : start - shift] + edit["removed"]
        done = start - shift + len(edit["inserted"])
        shift += len(edit["removed"]) - len(edit["inserted"])
    yield text[done:]


def test_a_run_leaves_the_files_that_are_specified(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text('{"text": "a"}\n{"page": "b"}\n{"text": "c"}\n')
    normkit.run(tmp_path / "in.jsonl", tmp_path / "out", text=True)
    names = {path.relative_to(tmp_path / "out").as_posix() for path in (tmp_path / "out").rglob("*")}
    files = {name for name in names if (tmp_path / "out" / name).is_file()} - {".lock"}
    kinds = {
        re.sub(r"^(text|quarantine)/\d.*", r"\1/NAME", re.sub(r"-\d{5}\.", "-NNNNN.", name)) for name in files
    }
    specified = re.findall(r"^\| `([^`]+)` \|", section("record.md", "What a run leaves"), re.MULTILINE)
    assert kinds == set(specified)


def test_every_format_is_specified() -> None:
    rows = re.findall(r"^\| (`[^|]+) \|", section("bundle.md", "Forms"), re.MULTILINE)
    ours = {entry.name for entry in installed(FORMATS) if entry.dist and entry.dist.name == "normkit"}
    assert {name for row in rows for name in re.findall(r"`(\w+)`", row)} == ours


def test_every_public_name_has_its_place_in_the_reference() -> None:
    page = (DOCS / "api.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\.\. [a-z:]+:: (?:normkit\.)?(\w+)$", page, re.MULTILINE)
    assert sorted(set(listed) - {"normkit", "hookspecs", "testing"}) == sorted(normkit.__all__)


def test_what_is_said_to_be_removed_has_rules() -> None:
    rows = re.findall(
        r"^\|[^|]+\| \[(\w+)\][^|]+\| (`.*) \|$", section("removal.md", "What goes by default"), re.MULTILINE
    )
    assert rows
    for name, rules in rows:
        known = {rule.name for rule in Pipeline([name]).steps[0].stage.rules}
        assert not set(re.findall("`([^`]+)`", rules)) - known
