import hashlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from conftest import Normkit

from normkit import RawDocument, UsageError
from normkit.bundles.bundle import open_bundle
from normkit.jobs.job import Job
from normkit.runs.run import execute
from normkit.runs.verify import Fault, Verification

PART = "documents/part-00001.jsonl"
RECEIPT = "receipts/part-00001.json"


@pytest.fixture
def out(bundle: Path, tmp_path: Path, small_shards: None) -> Path:  # noqa: ARG001 (it makes them small)
    """Make a run of three documents in three shards."""
    execute(open_bundle(str(bundle)), tmp_path / "out", Job.plan(("typography",), text=True))
    return tmp_path / "out"


def faults(out: Path) -> dict[str, str]:
    return {fault.file: fault.what for fault in Verification(out)}


def change(path: Path, old: str, new: str) -> None:
    content = path.read_text(encoding="utf-8")
    assert old in content
    path.write_text(content.replace(old, new), encoding="utf-8")


def forge(out: Path) -> None:
    """Make the receipt and the manifest agree with a part that was altered."""
    content = (out / PART).read_bytes()
    for path in (out / RECEIPT, out / "manifest.json"):
        data = json.loads(path.read_bytes())
        entry = data.get("files", data.get("parts"))[PART]
        entry |= {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        path.write_text(json.dumps(data))


def test_a_fresh_run_has_no_fault(out: Path) -> None:
    verification = Verification(out)
    assert list(verification) == []
    assert (verification.documents, verification.files) == (3, 6)


@pytest.mark.parametrize("parts", ["jsonl", "jsonl.gz"])
def test_a_run_with_quarantined_documents_has_no_fault_in_any_form_of_parts(
    bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, parts: str
) -> None:
    def refuse(_: object, documents: Mapping[int, RawDocument]) -> None:
        raise MemoryError(len(documents))

    monkeypatch.setattr("normkit.pipelines.pipeline.Pipeline.normalize_together", refuse)
    counts = execute(open_bundle(str(bundle)), tmp_path / "out", Job.plan(("typography",), parts=parts))
    assert counts.quarantined == 3
    assert faults(tmp_path / "out") == {}


@pytest.mark.parametrize(
    ("damage", "file", "what"),
    [
        (lambda out: (out / PART).unlink(), PART, "cannot be read: No such file or directory"),
        (lambda out: (out / PART).write_bytes(b""), PART, "holds 0 bytes, not "),
        (
            lambda out: change(out / PART, "second", "sekond"),
            PART,
            "has another checksum than its receipt says",
        ),
        (lambda out: (out / RECEIPT).write_bytes(b"{"), RECEIPT, "is not a receipt"),
        (
            lambda out: change(out / RECEIPT, '"characters":', '"characters":9'),
            RECEIPT,
            "counts other characters",
        ),
        (lambda out: (out / "manifest.json").unlink(), "manifest.json", "is missing: the run is not finished"),
        (lambda out: (out / "manifest.json").write_text("[]"), "manifest.json", "is not a manifest"),
        (
            lambda out: change(out / "manifest.json", '"documents": 3', '"documents": 4'),
            "manifest.json",
            "says other counts than the receipts",
        ),
        (
            lambda out: change(out / "job.json", '"python": "', '"python": "1'),
            "manifest.json",
            "says other job",
        ),
        (
            lambda out: change(out / "manifest.json", '"stopped"', '"ended"'),
            "manifest.json",
            "says other stopped than",
        ),
        (
            lambda out: change(out / "job.json", '"survey": null', '"survey": {"bytes": "few", "sha256": 5}'),
            "manifest.json",
            "says other job",
        ),
        (lambda out: (out / "job.json").write_text("mine"), "job.json", "belongs to no run"),
        (
            lambda out: (out / "documents/notes.txt").write_text("x"),
            "documents/notes.txt",
            "is named by no receipt",
        ),
        (
            lambda out: (out / "text/more").mkdir() or (out / "text/more/a").touch(),
            "text/more/a",
            "named by no",
        ),
        (lambda out: (out / RECEIPT).unlink(), PART, "is named by no receipt"),
    ],
)
def test_damage_is_told_with_the_file_and_what_to_do(
    out: Path, damage: Callable[[Path], None], file: str, what: str
) -> None:
    damage(out)
    found = {fault.file: fault for fault in Verification(out)}
    assert what in found[file].what
    assert found[file].remedy


def test_a_damaged_part_costs_the_check_of_no_other(out: Path) -> None:
    (out / PART).write_bytes(b"nonsense")
    verification = Verification(out)
    assert [fault.file for fault in verification] == [PART]
    assert verification.documents == 2


def test_a_record_that_was_altered_together_with_its_receipt_does_not_restore(out: Path) -> None:
    change(out / PART, "second", "sekond")
    forge(out)
    assert faults(out) == {
        PART: "001_0000000000000001.txt: the restored bytes do not match the record's checksum",
    }


def test_records_that_are_none_or_too_few_are_told(out: Path) -> None:
    (out / PART).write_bytes(b"{}\n")
    forge(out)
    assert "row 1 is not a record" in faults(out)[PART]
    (out / PART).write_bytes(b"")
    forge(out)
    assert "counts other documents, bytes, characters" in faults(out)[RECEIPT]


def test_what_is_no_run_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="holds no run; name the output of 'normkit run'"):
        Verification(tmp_path)


def test_the_remedy_mends_the_run(out: Path, bundle: Path) -> None:
    (out / PART).write_bytes(b"")
    assert list(Verification(out)) == [
        Fault(PART, faults(out)[PART], "run the bundle again with this output, which makes it anew")
    ]
    execute(open_bundle(str(bundle)), out, Job.plan(("typography",), text=True))
    assert faults(out) == {}


def test_the_command_prints_a_line_per_fault_and_exits_with_1(out: Path, normkit: Normkit) -> None:
    clean = normkit("verify", out)
    assert (clean.returncode, clean.stdout) == (0, "")
    assert "3 documents restored, 6 files compared: no fault" in clean.stderr
    (out / PART).unlink()
    (out / "text/\x1b[31mred").touch()
    damaged = normkit("verify", out)
    assert damaged.returncode == 1
    assert [line.split(": ")[0] for line in damaged.stdout.splitlines()] == [PART, "text/\ufffd[31mred"]
    assert "2 documents restored, 6 files compared: 2 faults" in damaged.stderr
    printed = json.loads(normkit("verify", out, "--json").stdout)
    assert (printed["documents"], printed["files"], printed["faults"][0]["file"]) == (2, 6, PART)
    assert normkit("verify", out / "text").returncode == 2
