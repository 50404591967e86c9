"""The five documents of `seeds/` against the table of what they must become."""

from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import SEEDS

from normkit import Pipeline, RawDocument, Record

CASES = yaml.safe_load((Path(__file__).parent / "cases/sample.yaml").read_text(encoding="utf-8"))
_HUMAN_FINDINGS = 1
_EVIDENCE_FOUND = 0.8


@cache
def record_of(name: str) -> Record:
    return _pipeline().normalize(RawDocument((SEEDS / name).read_bytes(), name=name))


@cache
def _pipeline() -> Pipeline:
    return Pipeline()


@pytest.fixture(params=CASES, ids=lambda case: str(case["file"][:3]))
def case(request: pytest.FixtureRequest) -> dict[str, Any]:
    return dict(request.param)


def test_no_stage_has_a_problem(case: dict[str, Any]) -> None:
    assert not record_of(case["file"]).problems


def test_the_metadata_is_right(case: dict[str, Any]) -> None:
    metadata = record_of(case["file"]).metadata
    assert {name: metadata[name] for name in case["metadata"]} == case["metadata"]


def test_what_is_junk_goes_by_its_rule(case: dict[str, Any]) -> None:
    removed = _removed_lines(record_of(case["file"]))
    for rule, lines in case["removes"].items():
        for line in lines:
            assert removed[rule, line], f"{rule} did not remove {line!r}"


def test_nothing_else_goes(case: dict[str, Any]) -> None:
    listed = {line for lines in case["removes"].values() for line in lines} | set(case["may_remove"])
    removed = _removed_lines(record_of(case["file"]))
    assert not [(rule, line) for rule, line in removed if line not in listed]


def test_a_repeated_title_stays_at_its_first_place(case: dict[str, Any]) -> None:
    record = record_of(case["file"])
    assert record.text.split("\n").count(str(record.metadata["title"])) == 1


def test_the_evidence_of_machine_translation_is_shown(case: dict[str, Any]) -> None:
    record = record_of(case["file"])
    raw = record.raw_text()
    spans = [
        finding.raw_span for finding in record.findings if finding.stage == "translation" and finding.raw_span
    ]
    if not case["metadata"]["machine_translated"]:
        assert len(spans) <= _HUMAN_FINDINGS
        return
    places = [(raw.index(text), raw.index(text) + len(text)) for text in case["evidence"]]
    hit = [any(span[0] < end and start < span[1] for span in spans) for start, end in places]
    assert sum(hit) >= _EVIDENCE_FOUND * len(hit), [
        text for text, ok in zip(case["evidence"], hit, strict=True) if not ok
    ]


def test_odd_spaces_and_hyphens_are_gone_from_what_stays(case: dict[str, Any]) -> None:
    assert not set("\u00a0\u2011\u200b\ufeff") & set(record_of(case["file"]).text)


def test_the_raw_bytes_come_back(case: dict[str, Any]) -> None:
    assert record_of(case["file"]).restore() == (SEEDS / case["file"]).read_bytes()


def _removed_lines(record: Record) -> Counter[tuple[str, str]]:
    """Count the non-blank lines that deletions took away, by rule."""
    return Counter(
        (edit.rule, line.strip())
        for edit in record.edits
        if not edit.inserted and edit.stage != "encoding"
        for line in edit.removed.split("\n") * len(edit.spans)
        if line.strip()
    )
