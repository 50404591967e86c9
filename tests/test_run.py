import json
import time
from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import replace
from itertools import islice, repeat
from pathlib import Path
from typing import Any

import pytest
from conftest import STAGE, Install, Normkit, contents
from hypothesis import HealthCheck, given, settings, strategies as st

from normkit import Pipeline, RawDocument, Record, UsageError
from normkit.bundles.bundle import open_bundle
from normkit.bundles.shard import Outcome, Shard, shards
from normkit.engines.options import EngineOptions
from normkit.jobs.job import DriftError, Job
from normkit.pipelines.place import NO_STEP
from normkit.record.counts import Counts
from normkit.runs.claim import claim, start_over
from normkit.runs.files import lock
from normkit.runs.output import Output
from normkit.runs.reading import find, records
from normkit.runs.restore import restore
from normkit.runs.run import execute
from normkit.safety import safe_path
from normkit.sources.raw_document import Unreadable


def run(bundle: Path, out: Path, job: Job, **options: Any) -> Counts:  # noqa: ANN401 (as execute has them)
    return execute(open_bundle(str(bundle)), out, job, **options)


@pytest.fixture
def job() -> Job:
    return Job.plan(("typography",), text=True)


def test_a_run_leaves_records_texts_receipts_and_a_manifest(bundle: Path, tmp_path: Path, job: Job) -> None:
    counts = run(bundle, tmp_path / "out", job)
    assert (counts.documents, counts.rules["typography.quote"].edits) == (3, 6)
    assert [record.name for record in records(tmp_path / "out")] == sorted(
        path.name for path in bundle.iterdir()
    )
    assert (tmp_path / "out/text/000_0000000000000000.txt").read_text() == 'first document\n\nwith "quotes"\n'
    manifest = json.loads((tmp_path / "out/manifest.json").read_bytes())
    assert manifest["counts"]["documents"] == 3
    assert manifest["job"]["pipeline"][0]["stage"] == "typography"
    assert list(manifest["parts"]) == ["documents/part-00000.jsonl"]
    facts = json.loads((tmp_path / "out/run.json").read_bytes())
    assert facts.keys() == {"seconds", "engine", "workers", "platform", "processors"}
    assert 0 <= facts["seconds"] < time.monotonic()


@given(documents=st.lists(st.binary(max_size=300), min_size=1, max_size=5))
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_restore_gives_back_any_bytes(
    documents: list[bytes], tmp_path_factory: pytest.TempPathFactory, job: Job
) -> None:
    folder = tmp_path_factory.mktemp("run")
    (folder / "bundle").mkdir()
    for index, raw in enumerate(documents):
        (folder / f"bundle/{index}.txt").write_bytes(raw)
    run(folder / "bundle", folder / "out", job)
    assert all(reason is None for _, reason in restore(folder / "out", folder / "raw"))
    assert contents(folder / "raw") == contents(folder / "bundle")


@pytest.mark.usefixtures("small_shards")
@pytest.mark.parametrize("committed", [0, 1, 2, 3])
def test_a_run_that_was_stopped_is_continued_and_ends_in_the_same_bytes(
    bundle: Path, tmp_path: Path, job: Job, monkeypatch: pytest.MonkeyPatch, committed: int
) -> None:
    run(bundle, tmp_path / "whole", job)
    done = []

    def stop(*progress: object) -> None:
        done.append(progress)
        if len(done) > committed:
            raise KeyboardInterrupt

    with monkeypatch.context() as stopping:
        stopping.setattr("normkit.runs.output.Output.finish", stop)
        with pytest.raises(KeyboardInterrupt):
            run(bundle, tmp_path / "out", job, on_shard=stop)
    (tmp_path / "out/documents/part-00002.jsonl").write_bytes(b"a leftover without a receipt")
    (tmp_path / "out/documents/part-00009.jsonl.partial").write_bytes(b"half")
    run(bundle, tmp_path / "out", job)
    assert contents(tmp_path / "out") == contents(tmp_path / "whole")


KILL = STAGE.replace(
    "        if document",
    "        import os, signal\n"
    "        if document.text.startswith('third') and not os.path.exists('MARK'):\n"
    "            open('MARK', 'w').close()\n"
    "            os._exit(9)\n"
    "        if document",
)


def test_a_killed_run_is_continued_by_the_same_command(
    bundle: Path, tmp_path: Path, install: Install, normkit: Normkit
) -> None:
    install(KILL.replace("MARK", str(tmp_path / "mark")))
    command = ["run", bundle, "-o", tmp_path / "out", "--stage", "shout"]
    assert normkit(*command).returncode == 9
    assert normkit(*command).returncode == 0
    assert [record.text[0] for record in records(tmp_path / "out")] == ["F", "S", "T"]


def test_workers_give_the_same_bytes_as_one_process(bundle: Path, tmp_path: Path, job: Job) -> None:
    run(bundle, tmp_path / "one", job)
    run(bundle, tmp_path / "two", job, options=EngineOptions(workers=2))
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_a_document_may_be_called_as_if_it_were_partial(tmp_path: Path, job: Job) -> None:
    names = ["a.txt.partial", ".a.txt.partial", "a.txt"]
    output = Output(tmp_path, job.identity)
    for number, name in enumerate(names):
        output.commit(Outcome(number, "digest", [(f"text/{safe_path(name)}", [name.encode()])], Counts(), []))
    assert sorted(path.read_text() for path in (tmp_path / "text").iterdir()) == sorted(names)


def test_a_finished_run_is_only_checked(bundle: Path, tmp_path: Path, job: Job) -> None:
    run(bundle, tmp_path / "out", job)
    kept = ("job.json", "documents/part-00000.jsonl", "receipts/part-00000.json")
    before = [(tmp_path / "out" / name).stat().st_mtime_ns for name in kept]
    run(bundle, tmp_path / "out", job)
    assert [(tmp_path / "out" / name).stat().st_mtime_ns for name in kept] == before


def test_a_damaged_part_is_made_again_and_until_then_there_is_no_manifest(
    bundle: Path, tmp_path: Path, job: Job
) -> None:
    run(bundle, tmp_path / "out", job)
    whole, manifest = contents(tmp_path / "out"), tmp_path / "out/manifest.json"
    (tmp_path / "out/documents/part-00000.jsonl").write_bytes(b"")
    finished: list[bool] = []
    run(bundle, tmp_path / "out", job, on_shard=lambda _: finished.append(manifest.exists()))
    assert finished == [False]
    assert contents(tmp_path / "out") == whole


def test_before_a_run_goes_on_the_disk_has_what_a_killed_one_left_and_no_manifest(
    bundle: Path, tmp_path: Path, job: Job, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    done: list[Path] = []
    run(bundle, out, job)
    (out / "documents/part-00000.jsonl").write_bytes(b"")
    monkeypatch.setattr("normkit.runs.output.sync_folder", done.append)
    output = Output(out, job.identity)
    assert {*done} >= {out, out / "documents", out / "receipts", out / "text"}
    done.clear()
    monkeypatch.setattr("normkit.runs.output.write_aside", lambda path, _: done.append(path))
    output.commit(Outcome(0, "digest", [("documents/part-00000.jsonl", [b""])], Counts(), []))
    assert not (out / "manifest.json").exists()
    assert done == [out, out / "documents/part-00000.jsonl", out / "documents"]


@pytest.mark.usefixtures("small_shards")
def test_a_damaged_receipt_costs_its_own_shard_and_what_none_names_is_deleted(
    bundle: Path, tmp_path: Path, job: Job
) -> None:
    run(bundle, tmp_path / "out", job)
    whole = contents(tmp_path / "out")
    other = tmp_path / "out/documents/part-00001.jsonl"
    before = other.stat().st_mtime_ns
    (tmp_path / "out/receipts/part-00000.json").write_bytes(b"{")
    for stray in ("documents/a.jsonl", "quarantine/a.txt", "receipts/part-00009.json", "text/a/b.txt"):
        (tmp_path / "out" / stray).parent.mkdir(exist_ok=True)
        (tmp_path / "out" / stray).write_bytes(b"stray")
    run(bundle, tmp_path / "out", job)
    assert contents(tmp_path / "out") == whole
    assert other.stat().st_mtime_ns == before


def test_an_output_of_other_options_or_input_is_refused(bundle: Path, tmp_path: Path, job: Job) -> None:
    run(bundle, tmp_path / "out", job)
    with pytest.raises(
        UsageError,
        match=r"in text \(true then, false now\), typography\.options\.dash \(true then, false now\); name",
    ):
        run(bundle, tmp_path / "out", Job.plan(("typography",), {"typography": {"dash": False}}))
    (bundle / "000_0000000000000000.txt").write_text("changed")
    with pytest.raises(UsageError, match=r"was changed since \(between '000_0{16}.txt' and '002_0{15}2.txt'\)"):
        run(bundle, tmp_path / "out", job)


def test_of_many_differences_four_are_told_and_of_long_values_the_beginning(tmp_path: Path) -> None:
    claim(tmp_path, {**dict.fromkeys("bcdef", 0), "a": "x" * 38})
    with pytest.raises(UsageError) as told:
        claim(tmp_path, {**dict.fromkeys("bcdef", 1), "a": "y" * 39})
    few = ", ".join(f"{name} (0 then, 1 now)" for name in "bcd")
    assert f'differs in a ("{"x" * 38}" then, "{"y" * 38}… now), {few} and 2 more; name' in str(told.value)


def test_another_pipeline_is_told_by_its_stages(tmp_path: Path) -> None:
    steps = [{"stage": "one", "version": "1"}, {"stage": "two", "version": "2"}]
    claim(tmp_path, {"pipeline": steps[:1]})
    with pytest.raises(UsageError) as told:
        claim(tmp_path, {"pipeline": steps})
    told_steps = 'two.stage (null then, "two" now), two.version (null then, "2" now)'
    assert f'differs in pipeline ("one" then, "one, two" now), {told_steps}; name' in str(told.value)


def test_an_output_is_started_over_for_another_job_and_input(
    bundle: Path, tmp_path: Path, job: Job, normkit: Normkit
) -> None:
    run(bundle, tmp_path / "out", job)
    (bundle / "000_0000000000000000.txt").write_text("changed")
    command = ["run", bundle, "--stage", "typography", "-o", tmp_path / "out"]
    refused = normkit(*command)
    assert (refused.returncode, "differs in text (true then, false now)" in refused.stderr) == (2, True)
    assert normkit(*command, "--restart").returncode == 0
    run(bundle, tmp_path / "new", Job.plan(("typography",)))
    assert contents(tmp_path / "out") == contents(tmp_path / "new")


def test_starting_over_lets_go_of_a_run_unless_another_is_writing_to_it(
    bundle: Path, tmp_path: Path, job: Job
) -> None:
    run(bundle, tmp_path / "out", job)
    before = contents(tmp_path / "out")
    with lock(tmp_path / "out/.lock"), pytest.raises(UsageError, match="in use by another run"):
        start_over(tmp_path / "out")
    assert contents(tmp_path / "out") == before
    (tmp_path / "out/survey.bin").touch()
    start_over(tmp_path / "out")
    assert contents(tmp_path / "out").keys() == before.keys() - {"manifest.json", "receipts/part-00000.json"}
    claim(tmp_path / "out", {"another": "job"})


@pytest.mark.usefixtures("small_shards")
def test_an_input_that_lost_documents_is_another_input(bundle: Path, tmp_path: Path, job: Job) -> None:
    run(bundle, tmp_path / "out", job)
    (bundle / "002_0000000000000002.txt").unlink()
    with pytest.raises(UsageError, match="was changed since"):
        run(bundle, tmp_path / "out", job)


def test_a_worker_that_would_do_other_work_refuses(job: Job) -> None:
    with pytest.raises(DriftError, match="was changed while the run was going on"):
        replace(job, identity={**job.identity, "python": "2.7"}).start()


def test_a_column_that_changed_is_another_input(tmp_path: Path, job: Job) -> None:
    for number, refused in (("1", False), ("1", False), ("2", True)):
        (tmp_path / "b.jsonl").write_text(f'{{"text": "same", "n": {number}}}\n')
        with pytest.raises(UsageError, match="was changed since") if refused else nullcontext():
            run(tmp_path / "b.jsonl", tmp_path / "out", job)


def test_foreign_locked_and_unwritable_outputs_are_refused(bundle: Path, tmp_path: Path, job: Job) -> None:
    with pytest.raises(UsageError, match="holds files that belong to no run"):
        run(bundle, bundle, job)
    (tmp_path / "file").touch()
    with pytest.raises(UsageError, match="cannot be used: File exists"):
        run(bundle, tmp_path / "file", job)
    (tmp_path / "out").mkdir()
    with lock(tmp_path / "out/.lock"), pytest.raises(UsageError, match="in use by another run"):
        run(bundle, tmp_path / "out", job)


@pytest.mark.parametrize("theirs", ["mine", "[1]"])
def test_a_strangers_folder_is_left_as_it_is(bundle: Path, tmp_path: Path, job: Job, theirs: str) -> None:
    for name in ("receipts/groceries.json", "documents/letter.txt", "job.json"):
        (tmp_path / "out" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "out" / name).write_text(theirs)
    before = contents(tmp_path / "out")
    start_over(tmp_path / "out")
    with pytest.raises(UsageError, match=r"holds files that belong to no run, and a job\.json"):
        run(bundle, tmp_path / "out", job)
    assert contents(tmp_path / "out") == before


def test_a_run_that_was_killed_before_it_had_begun_is_continued(bundle: Path, tmp_path: Path, job: Job) -> None:
    (tmp_path / "out").mkdir()
    for name in (".lock", ".job.json.partial"):
        (tmp_path / "out" / name).write_bytes(b"half")
    assert run(bundle, tmp_path / "out", job).documents == 3
    assert not (tmp_path / "out/.job.json.partial").exists()


def test_a_disk_that_fails_is_told_and_the_run_continued(
    bundle: Path, tmp_path: Path, job: Job, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("normkit.runs.output.sync_folder", fail)
    with pytest.raises(UsageError, match="No space left on device; mend that and run it again"):
        run(bundle, tmp_path / "out", job)
    monkeypatch.undo()
    assert run(bundle, tmp_path / "out", job).documents == 3


def test_a_bundle_that_cannot_be_read_or_is_empty_is_refused(tmp_path: Path, job: Job) -> None:
    with pytest.raises(UsageError, match="cannot be read: No such file"):
        run(tmp_path / "none", tmp_path / "out", job)
    with pytest.raises(UsageError, match=r"holds no document; name a folder of \.txt files"):
        run(tmp_path, tmp_path / "out", job)
    assert not (tmp_path / "out").exists()


def test_an_unreadable_document_is_quarantined_and_costs_no_other(
    bundle: Path, tmp_path: Path, job: Job
) -> None:
    (bundle / "001_0000000000000001.txt").unlink()
    (bundle / "001_0000000000000001.txt").symlink_to("nowhere")
    counts = run(bundle, tmp_path / "out", job)
    assert (counts.documents, counts.quarantined, counts.clean) == (2, 1, False)
    reason = json.loads((tmp_path / "out/quarantine/part-00000.jsonl").read_bytes())
    assert reason == {
        "index": 1,
        "name": "001_0000000000000001.txt",
        "reason": "No such file or directory",
    }


def test_what_is_quarantined_is_found_by_who_reads_the_folder(job: Job) -> None:
    taken = job.stopped(RawDocument(b"raw", 7, "id", "a/page.html", extra={"lang": "en"}), 0, "why")
    assert taken.files == [("quarantine/a/page.html.txt", [b"raw"])]
    (row,) = map(json.loads, taken.reasons)
    assert (row["index"], row["name"], row["extra"], row["reason"]) == (7, "a/page.html", {"lang": "en"}, "why")
    assert (row["stage"], row["distribution"]) == ("typography", "normkit")


def test_what_becomes_of_a_shard_does_not_depend_on_how_it_was_shared_out(job: Job) -> None:
    documents: list[RawDocument | Unreadable] = [
        RawDocument("“one”".encode(), 0, "0", "a"),
        Unreadable("b", "no", b"half", 1),
        RawDocument(b"three", 2, "2", "c"),
        Unreadable("d", "no", index=3),
    ]
    worker, shard = job.start(), Shard(0, documents)
    whole = job.join(shard, [worker.take(documents)])
    assert job.join(shard, (worker.take([document]) for document in documents)) == whole
    files = dict(whole.files)
    told = [json.loads(line)["name"] for line in files.pop("quarantine/part-00000.jsonl")]
    assert told == ["b", "d"]
    assert files.keys() == {"documents/part-00000.jsonl", "text/a", "text/c", "quarantine/b.txt"}


def test_of_an_empty_document_that_no_stage_was_at_the_file_is_kept(job: Job) -> None:
    taken = job.stopped(RawDocument(b"", name="page"), NO_STEP, "why")
    assert taken.files == [("quarantine/page.txt", [b""])]
    assert taken.stopped[0].stage is None


def test_the_manifest_names_what_was_stopped(tmp_path: Path, job: Job) -> None:
    taken = job.stopped(RawDocument(b"raw", 7, "id", "page"), 0, "why")
    output = Output(tmp_path, job.identity)
    output.commit(Outcome(0, "digest", taken.files, taken.counts, taken.reasons, taken.stopped))
    output.finish("bundle")
    (row,) = json.loads((tmp_path / "manifest.json").read_bytes())["stopped"]
    assert (row["index"], row["name"], row["stage"], row["reason"]) == (7, "page", "typography", "why")


def test_documents_come_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    for name in ("10_00000000000000aa.txt", "9_00000000000000bb.txt", "notes.txt", "ignored.md"):
        (tmp_path / name).write_text(name)
    documents = list(open_bundle(str(tmp_path)))
    assert [document.name for document in documents] == [
        "9_00000000000000bb.txt",
        "10_00000000000000aa.txt",
        "notes.txt",
    ]
    assert [getattr(document, "id", None) for document in documents] == [
        "00000000000000bb",
        "00000000000000aa",
        "notes",
    ]


@given(st.lists(st.integers(0, 20), max_size=20), st.integers(1, 40))
def test_shards_keep_order_and_are_as_large_as_the_limit_lets_them(sizes: list[int], limit: int) -> None:
    documents = [RawDocument(b"x" * size, index) for index, size in enumerate(sizes)]
    cut = [shard.documents for shard in shards(documents, limit)]
    assert [document for shard in cut for document in shard] == documents
    lengths = [sum(len(document.raw) for document in shard) for shard in cut]
    assert all(
        len(shard) == 1 or (shard and length <= limit) for shard, length in zip(cut, lengths, strict=True)
    )
    assert all(length + len(after[0].raw) > limit for length, after in zip(lengths, cut[1:], strict=False))


def test_empty_documents_without_end_do_not_gather_in_one_shard() -> None:
    first, second = islice(shards(repeat(RawDocument(b""))), 2)
    assert len(first.documents) == len(second.documents) > len(next(first.pieces())) > 1


def test_records_come_in_the_order_of_shards_of_which_there_may_be_many(
    bundle: Path, tmp_path: Path, job: Job
) -> None:
    run(bundle, tmp_path / "out", job)
    part = tmp_path / "out/documents/part-00000.jsonl"
    first, second, third = part.read_bytes().splitlines(keepends=True)
    for number, line in ((100_000, third), (99_999, second), (0, first)):
        part.with_name(f"part-{number:05}.jsonl").write_bytes(line)
    assert [record.index for record in records(tmp_path / "out")] == [0, 1, 2]


def test_a_document_is_found_by_the_beginning_of_its_id(bundle: Path, tmp_path: Path, job: Job) -> None:
    run(bundle, tmp_path / "out", job)
    assert find(tmp_path / "out", "0000000000000001").index == 1
    with pytest.raises(UsageError, match="several documents have an id or name that begins with '0000'"):
        find(tmp_path / "out", "0000")
    with pytest.raises(UsageError, match="no document"):
        find(tmp_path / "out", "ffff")


def test_restore_writes_only_into_an_empty_folder_and_never_outside_it(
    bundle: Path, tmp_path: Path, job: Job
) -> None:
    run(bundle, tmp_path / "out", job)
    with pytest.raises(UsageError, match="is not empty"):
        list(restore(tmp_path / "out", bundle))
    part = tmp_path / "out/documents/part-00000.jsonl"
    part.write_bytes(part.read_bytes().replace(b'"001_0000000000000001.txt"', b'"../escaped.txt"'))
    assert dict(restore(tmp_path / "out", tmp_path / "raw"))["../escaped.txt"] is None
    assert not (tmp_path / "escaped.txt").exists()
    assert (tmp_path / "raw/escaped.txt").read_bytes() == (bundle / "001_0000000000000001.txt").read_bytes()


@pytest.fixture
def partly_quarantined(bundle: Path, tmp_path: Path, job: Job, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a run that set its second document aside."""
    normalize = Pipeline.normalize_together

    def refuse(pipeline: Pipeline, documents: Mapping[int, RawDocument]) -> dict[int, Record]:
        if any(document.index == 1 for document in documents.values()):
            raise ValueError
        return normalize(pipeline, documents)

    monkeypatch.setattr(Pipeline, "normalize_together", refuse)
    assert run(bundle, tmp_path / "out", job).quarantined == 1
    return tmp_path / "out"


def test_quarantined_documents_are_restored_as_they_were(
    bundle: Path, tmp_path: Path, partly_quarantined: Path
) -> None:
    assert dict(restore(partly_quarantined, tmp_path / "raw")) == dict.fromkeys(contents(bundle))
    assert contents(tmp_path / "raw") == contents(bundle)


def test_each_document_that_cannot_be_restored_to_the_disk_is_told(
    bundle: Path, tmp_path: Path, partly_quarantined: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("normkit.runs.restore.write_aside", fail)
    told = "[Errno 28] No space left on device"
    assert dict(restore(partly_quarantined, tmp_path / "raw")) == dict.fromkeys(contents(bundle), told)


def test_an_altered_record_is_not_restored(bundle: Path, tmp_path: Path, job: Job) -> None:
    run(bundle, tmp_path / "out", job)
    part = tmp_path / "out/documents/part-00000.jsonl"
    part.write_bytes(part.read_bytes().replace(b"second", b"altered"))
    results = dict(restore(tmp_path / "out", tmp_path / "raw"))
    assert [name for name, reason in results.items() if reason and "checksum" in reason] == [
        "001_0000000000000001.txt"
    ]
