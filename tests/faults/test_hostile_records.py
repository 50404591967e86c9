"""Records that nobody's run has written."""

import json
import zlib
from hashlib import sha256
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from conftest import Normkit
from pyarrow import parquet

from normkit import Pipeline, Record, decode
from normkit.record.parts import PartError, read_part
from normkit.record.record import RestoreError
from normkit.surveys.file import parse_survey
from normkit.surveys.survey import SurveyError


def forged(**changes: Any) -> Record:  # noqa: ANN401 (any JSON)
    """Make a record of “a” — b, and change it."""
    said = Pipeline(["typography"]).normalize("“a” — b").model_dump(mode="json")
    return Record.model_validate_json(json.dumps(said | changes))


def edit(step: int, spans: list[tuple[int, int]], removed: str = "x", inserted: str = "") -> dict[str, Any]:
    about = {"stage": "s", "rule": "s.r", "confidence": 1.0}
    return {"step": step, "spans": spans, "removed": removed, "inserted": inserted, **about}


@pytest.mark.parametrize(
    "edits",
    [
        [edit(0, [(0, 5), (3, 6)], inserted="y")],
        [edit(0, [(1, 1)]), edit(0, [(1, 1)], inserted="z")],
    ],
    ids=["overlapping", "two at one place"],
)
def test_edits_that_cannot_be_are_told(edits: list[dict[str, Any]], tmp_path: Path, normkit: Normkit) -> None:
    record = forged(edits=edits)
    for ask in (record.restore, record.raw_text, record.removed, lambda: record.trace(0)):
        with pytest.raises(RestoreError, match="cannot be undone"):
            ask()
    (tmp_path / "out/documents").mkdir(parents=True)
    (tmp_path / "out/documents/part-00000.jsonl").write_text(record.model_dump_json() + "\n")
    shown = normkit("show", tmp_path / "out", "")
    assert (shown.returncode, "cannot be undone" in shown.stderr) == (2, True)
    assert normkit("restore", tmp_path / "out", "-o", tmp_path / "raw").returncode == 1


@pytest.mark.parametrize(
    "edits", [[edit(3, [(0, 1)]), edit(1, [(0, 1)]), edit(3, [(2, 3)])], [edit(0, [(10**30, -5)])]]
)
def test_edits_in_impossible_order_or_place_restore_nothing_and_break_nothing(
    edits: list[dict[str, Any]],
) -> None:
    record = forged(edits=edits)
    record.removed()
    record.trace(0)
    with pytest.raises(RestoreError):
        record.restore()


@pytest.mark.parametrize("encoding", ["punycode", "idna", "zip", "rot13", "../x", "a\0b", "x" * 10**5])
def test_an_encoding_that_is_none_for_texts_is_refused(encoding: str) -> None:
    for runs in ([], [{"characters": 1, "encoding": encoding}]):
        record = forged(raw={"encoding": encoding, "bytes": 1, "sha256": "", "runs": runs})
        with pytest.raises(RestoreError, match="cannot be undone"):
            record.restore()
    with pytest.raises((LookupError, ValueError)):
        decode(b"a", encoding)


def test_a_damaged_part_is_told(tmp_path: Path) -> None:
    for content in (b"", b"PAR1 and no table", b"PAR1" + bytes(100) + b"PAR1"):
        (tmp_path / "part-00000.parquet").write_bytes(content)
        with pytest.raises(PartError, match="is not a complete part"):
            list(read_part(tmp_path / "part-00000.parquet"))


def test_a_part_that_its_library_cannot_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parquet.write_table(pa.table({"id": ["1"]}), tmp_path / "part-00000.parquet")

    def refuse(*_: object) -> None:
        raise pa.ArrowNotImplementedError

    monkeypatch.setattr(parquet.ParquetFile, "iter_batches", refuse)
    with pytest.raises(PartError, match="is not a complete part"):
        list(read_part(tmp_path / "part-00000.parquet"))


@pytest.mark.parametrize("counts", [b"", b"no zlib", zlib.compress(b"odd"), zlib.compress(bytes(10**7))])
def test_a_survey_whose_checksum_is_right_and_whose_counts_are_not_is_refused(counts: bytes) -> None:
    header = {"size": 1024, "documents": 2, "observed": {}, "input": "", "steps": []}
    content = json.dumps(header).encode() + b"\n" + counts
    forged = b"normkit survey 1 " + sha256(content).hexdigest().encode() + b"\n" + content
    with pytest.raises(SurveyError, match="a survey is damaged"):
        parse_survey(forged, "a survey")
