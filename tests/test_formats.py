"""Every form that a bundle comes in, written by the standard tool of that form, whole and damaged."""

import gzip
import io
import json
import random
import shutil
import subprocess
import tarfile
import threading
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pyarrow as pa
import pytest
import zstandard
from conftest import Install, Normkit
from pyarrow import parquet

from normkit import BundleError, RawDocument, Unreadable
from normkit.bundles.bundle import open_bundle
from normkit.plugins.trust import Trust
from normkit.sources.limits import Limits

TEXTS = {f"{n:03}_{n:016x}.txt": f"Document {n}: “é\u00a0{'x' * 50 * n}”\n".encode() for n in range(5)}
ROWS = [
    {"id": name, "text": raw.decode(), "url": f"https://example.org/{name}", "n": 1}
    for name, raw in TEXTS.items()
]


def _tar(path: Path, mode: str = "w") -> Path:
    with tarfile.open(path, mode) as archive:  # type: ignore[call-overload]
        for name, raw in TEXTS.items():
            member = tarfile.TarInfo(name)
            member.size = len(raw)
            archive.addfile(member, io.BytesIO(raw))
    return path


def _zip(path: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, raw in TEXTS.items():
            archive.writestr(name, raw)
    return path


def _jsonl() -> bytes:
    return "".join(json.dumps(row) + "\n" for row in ROWS).encode()


def _wet() -> bytes:
    records = [b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 6\r\n\r\nabout\n\r\n\r\n"]
    for name, raw in TEXTS.items():
        head = (
            f"WARC-Type: conversion\r\nWARC-Target-URI: https://example.org/{name}\r\nWARC-Record-ID: <{name}>"
        )
        records.append(f"WARC/1.0\r\n{head}\r\nContent-Length: {len(raw)}\r\n\r\n".encode() + raw + b"\r\n\r\n")
    return b"".join(records)


def _folder(path: Path) -> Path:
    for name, raw in TEXTS.items():
        (path / "deep").mkdir(parents=True, exist_ok=True)
        (path / ("deep" if name > "003" else ".") / name).write_bytes(raw)
    return path


def _bytes(content: Callable[[], bytes]) -> Callable[[Path], Path]:
    def write(path: Path) -> Path:
        path.write_bytes(content())
        return path

    return write


def _zst(content: bytes) -> bytes:
    return zstandard.ZstdCompressor().compress(content)


def _table(path: Path) -> Path:
    parquet.write_table(pa.Table.from_pylist(ROWS), path)
    return path


FORMS: dict[str, Callable[[Path], Path]] = {
    "folder": _folder,
    "bundle.tar": _tar,
    "bundle.tar.gz": lambda path: _tar(path, "w:gz"),
    "bundle.tgz": lambda path: _tar(path, "w:gz"),
    "bundle.tar.zst": lambda path: _bytes(lambda: _zst(_tar(path.with_suffix(".plain")).read_bytes()))(path),
    "bundle.zip": _zip,
    "bundle.jsonl": _bytes(_jsonl),
    "bundle.jsonl.gz": _bytes(lambda: gzip.compress(_jsonl()[:300]) + gzip.compress(_jsonl()[300:])),
    "bundle.jsonl.zst": _bytes(lambda: _zst(_jsonl()[:300]) + _zst(_jsonl()[300:])),
    "bundle.parquet": _table,
    "crawl.warc.wet.gz": _bytes(lambda: gzip.compress(_wet())),
}


def read(path: Path, **options: object) -> list[RawDocument | Unreadable]:
    return list(open_bundle(str(path), **options))  # type: ignore[arg-type]


@pytest.mark.parametrize("name", FORMS)
def test_every_form_gives_the_same_documents(name: str, tmp_path: Path) -> None:
    documents = read(FORMS[name](tmp_path / name))
    assert [document.raw for document in documents] == list(TEXTS.values())
    assert [document.index for document in documents] == [0, 1, 2, 3, 4]
    assert {document.source for document in documents} == {name}


@pytest.mark.skipif(not shutil.which("tar"), reason="there is no tar command")
def test_what_the_tar_command_writes_is_read(tmp_path: Path) -> None:
    _folder(tmp_path / "folder")
    subprocess.run(["tar", "czf", tmp_path / "b.tar.gz", "-C", tmp_path / "folder", "."], check=True)
    assert sorted(document.raw for document in read(tmp_path / "b.tar.gz")) == sorted(TEXTS.values())


def test_ids_urls_and_other_columns_are_carried(tmp_path: Path) -> None:
    document = read(FORMS["bundle.jsonl"](tmp_path / "b.jsonl"))[2]
    assert isinstance(document, RawDocument)
    assert document.id == "002_0000000000000002.txt"
    assert document.extra == {"url": "https://example.org/002_0000000000000002.txt", "n": 1}


def test_columns_may_have_other_names(tmp_path: Path) -> None:
    (tmp_path / "b.jsonl").write_text('{"doc_id": 7, "content": "text", "link": "https://example.org"}\n')
    fields = {"text": "content", "id": "doc_id", "url": "link"}
    document = read(tmp_path / "b.jsonl", fields=fields)[0]
    assert isinstance(document, RawDocument)
    assert (document.id, document.raw, document.extra) == ("7", b"text", {"url": "https://example.org"})


def test_several_bundles_are_numbered_through(tmp_path: Path) -> None:
    paths = [str(FORMS[name](tmp_path / name)) for name in ("bundle.zip", "bundle.jsonl")]
    assert [document.index for document in open_bundle(*paths)] == list(range(10))


@pytest.mark.parametrize(
    "name",
    ["bundle.tar", "bundle.tar.gz", "bundle.tar.zst", "bundle.jsonl", "bundle.jsonl.gz", "crawl.warc.wet.gz"],
)
def test_of_a_cut_bundle_all_before_the_cut_is_kept_and_the_cut_is_told(name: str, tmp_path: Path) -> None:
    whole = FORMS[name](tmp_path / name).read_bytes()
    texts = list(TEXTS.values())
    end = len(whole.rstrip(b"\0")) if name == "bundle.tar" else len(whole)
    for length in range(50, end, 41):
        (tmp_path / name).write_bytes(whole[:length])
        documents = read(tmp_path / name)
        good = [document.raw for document in documents if isinstance(document, RawDocument)]
        assert good == texts[: len(good)]
        if not (name == "bundle.jsonl" and whole[:length].endswith((b"}", b"\n"))):
            assert isinstance(documents[-1], Unreadable), length


def test_a_member_that_is_damaged_costs_no_other(tmp_path: Path) -> None:
    path = _zip(tmp_path / "b.zip")
    content = bytearray(path.read_bytes())
    content[content.index(b"002_") + 24] ^= 0xFF
    path.write_bytes(content)
    documents = read(path)
    assert [document.name for document in documents if isinstance(document, Unreadable)] == [
        "002_0000000000000002.txt"
    ]
    assert len(documents) == 5


BAD_LINES = [
    (b'{"text": "a"', "row 2 is no JSON"),
    (b'["a"]', "row 2 is no JSON object"),
    (b'{"content": "a"}', "row 2 has no text in 'text'; its columns are 'content': use --field text=NAME"),
    (b'{"text": 5}', "row 2 has no text"),
    (b'{"text": "\xff"}', "row 2 is no JSON"),
    (b"[" * 100_000, "row 2 is no JSON"),
]


@pytest.mark.parametrize(("line", "reason"), BAD_LINES, ids=[reason for _, reason in BAD_LINES])
def test_a_bad_line_costs_no_other(tmp_path: Path, line: bytes, reason: str) -> None:
    (tmp_path / "b.jsonl").write_bytes(b'\xef\xbb\xbf{"text": "one"}\n' + line + b'\r\n\n{"text": "three"}')
    one, two, three = read(tmp_path / "b.jsonl")
    assert (one.raw, three.raw) == (b"one", b"three")
    assert isinstance(two, Unreadable)
    assert two.reason.startswith(reason)
    assert two.raw.strip() == line


def test_documents_of_one_id_are_all_kept(tmp_path: Path, normkit: Normkit) -> None:
    (tmp_path / "b.jsonl").write_text('{"id": "same", "text": "one"}\n{"id": "same", "text": "two"}\n')
    normkit("run", tmp_path / "b.jsonl", "-o", tmp_path / "out", "--stage", "typography", "--text")
    assert sorted(path.read_text() for path in (tmp_path / "out/text").iterdir()) == ["one", "two"]
    assert "several documents" in normkit("show", tmp_path / "out", "same").stderr
    assert "two" in normkit("show", tmp_path / "out", "000002").stdout


def test_a_column_that_cannot_be_written_costs_no_other_document(tmp_path: Path, normkit: Normkit) -> None:
    (tmp_path / "b.jsonl").write_text('{"text": "one"}\n{"text": "two", "n": "\\ud800"}\n{"text": "three"}\n')
    ran = normkit("run", tmp_path / "b.jsonl", "-o", tmp_path / "out", "--stage", "typography", "--json")
    assert ran.returncode == 1
    assert (json.loads(ran.stdout)["documents"], json.loads(ran.stdout)["quarantined"]) == (2, 1)
    assert (tmp_path / "out/quarantine/000002_2.txt").read_bytes() == b"two"


def test_a_lone_surrogate_in_json_comes_back_in_the_raw_bytes(tmp_path: Path) -> None:
    (tmp_path / "b.jsonl").write_text('{"text": "a\\ud800"}\n')
    assert read(tmp_path / "b.jsonl")[0].raw == b"a\xed\xa0\x80"


@pytest.mark.parametrize(
    "name", ["folder", "bundle.tar", "bundle.zip", "bundle.jsonl", "bundle.parquet", "crawl.warc.wet.gz"]
)
def test_a_document_that_is_too_large_is_told_and_not_read(name: str, tmp_path: Path) -> None:
    documents = read(FORMS[name](tmp_path / name), limits=Limits(max_document_bytes=120))
    too_large = [document for document in documents if isinstance(document, Unreadable)]
    assert len(documents) == 5
    assert [len(TEXTS[name]) > 120 for name in TEXTS].count(True) == len(too_large) == 3
    assert all("are more than limits.max_document_bytes, 120" in document.reason for document in too_large)


def test_a_line_beyond_all_limits_is_skipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("normkit_formats.jsonl._BESIDE_TEXT", 10)
    long = json.dumps({"text": "x" * 1000})
    (tmp_path / "b.jsonl").write_text(f'{{"text": "one"}}\n{long}\n{{"text": "two"}}\n')
    one, long_line, two = read(tmp_path / "b.jsonl", limits=Limits(max_document_bytes=3))
    assert (one.raw, two.raw) == (b"one", b"two")
    assert isinstance(long_line, Unreadable)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("b.jsonl", b'[{"text": "a"}]', "is a JSON array, not JSON lines"),
        ("b.zip", b"PK no zip", "is not a complete zip archive"),
        ("b.parquet", b"PAR1", "is not a complete Parquet file"),
        ("b.docx", b"x", "provides a format 'docx'; installed are folder, jsonl.*; --format names"),
    ],
)
def test_what_cannot_be_read_at_all_is_refused(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(BundleError, match=message):
        read(tmp_path / name)


def test_a_wrong_name_does_not_matter_if_the_format_is_given(tmp_path: Path) -> None:
    path = FORMS["bundle.tar.gz"](tmp_path / "bundle.txt")
    assert len(read(path, format="tar")) == 5


def test_names_cannot_lead_out_of_the_output(tmp_path: Path, normkit: Normkit) -> None:
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        for name in ("../../up.txt", "/abs.txt", "C:\\win.txt", "a/../../b.txt", "same.txt"):
            archive.writestr(name, name)
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("same.txt", "another")
    normkit("run", "b.zip", "-o", "in/out", "--text", "--stage", "typography", cwd=tmp_path)
    assert normkit("restore", "in/out", "-o", "in/raw", cwd=tmp_path).returncode == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b.zip", "in"]
    assert len([path for path in (tmp_path / "in/raw").rglob("*") if path.is_file()]) == 6
    assert len([path for path in (tmp_path / "in/out/text").rglob("*") if path.is_file()]) == 6


def test_standard_input_to_standard_output(normkit: Normkit) -> None:
    assert normkit("run", "-", "-o", "-", "--text", "--stage", "typography", input="“a”\n").stdout == '"a"\n'
    record = json.loads(normkit("run", "-", "-o", "-", "--stage", "typography", input="“a”\n").stdout)
    assert (record["name"], record["text"]) == ("stdin.txt", '"a"\n')


@pytest.mark.parametrize("form", ["jsonl", "jsonl.gz", "jsonl.zst", "parquet"])
def test_records_are_the_same_in_every_form(form: str, tmp_path: Path, normkit: Normkit) -> None:
    bundle = FORMS["bundle.jsonl"](tmp_path / "b.jsonl")
    normkit("run", bundle, "-o", tmp_path / "out", "--stage", "typography", "--parts", form)
    assert (tmp_path / f"out/documents/part-00000.{form}").exists()
    shown = json.loads(normkit("show", tmp_path / "out", "003", "--json").stdout)
    assert (shown["index"], shown["extra"]["n"], shown["edits"][0]["removed"]) == (3, 1, "“")
    assert normkit("restore", tmp_path / "out", "-o", tmp_path / "raw").returncode == 0
    assert sorted(path.read_bytes() for path in (tmp_path / "raw").iterdir()) == sorted(TEXTS.values())


def test_losses_are_exit_code_1_and_a_bundle_of_nothing_but_losses_2(tmp_path: Path, normkit: Normkit) -> None:
    (tmp_path / "some.jsonl").write_text('{"text": "one"}\n{"text": ')
    (tmp_path / "none.jsonl").write_text('{"text": ')
    some = normkit("run", tmp_path / "some.jsonl", "-o", tmp_path / "some", "--stage", "typography")
    none = normkit("run", tmp_path / "none.jsonl", "-o", tmp_path / "none", "--stage", "typography")
    assert (some.returncode, none.returncode) == (1, 2)
    assert "row 2 is no JSON" in (tmp_path / "some/quarantine/part-00000.jsonl").read_text()


def test_random_bytes_under_every_name_raise_nothing_but_bundle_errors(tmp_path: Path) -> None:
    chance = random.Random(5)
    for name in [*FORMS, "b.txt"][1:]:
        for _ in range(20):
            (tmp_path / name).write_bytes(
                chance.choice([b"", b"\x1f\x8b", b"\x28\xb5\x2f\xfd", b"WARC/1.0\r\n"]) + chance.randbytes(200)
            )
            with suppress(BundleError):
                read(tmp_path / name)


@pytest.mark.parametrize("compress", [gzip.compress, _zst])
def test_a_bomb_is_not_read_to_its_end(tmp_path: Path, compress: Callable[[bytes], bytes]) -> None:
    (tmp_path / "b.jsonl.gz").write_bytes(compress(b'{"text": "one"}\n' + b" " * (80 * 2**20)))
    one, rest = read(tmp_path / "b.jsonl.gz")
    assert one.raw == b"one"
    assert isinstance(rest, Unreadable)
    assert "it expands more than limits.max_ratio, 500, times" in rest.reason


def test_no_more_documents_are_read_than_the_limit(tmp_path: Path) -> None:
    documents = read(FORMS["bundle.jsonl"](tmp_path / "b.jsonl"), limits=Limits(max_documents=3))
    assert [isinstance(document, RawDocument) for document in documents] == [True, True, True, False]
    assert len(read(tmp_path / "b.jsonl", limits=Limits(max_documents=5))) == 5


FORMAT = """
from normkit import RawDocument, hookimpl

@hookimpl
def normkit_read(source):
    with source.stream() as stream:
        for line in stream:
            yield RawDocument(line.strip(), name="line.txt")
"""


def test_a_strangers_format_is_read_by_the_end_of_the_name(tmp_path: Path, install: Install) -> None:
    install(FORMAT, stage="lines", distribution="normkit-lines", group="normkit.formats")
    (tmp_path / "b.lines.gz").write_bytes(gzip.compress(b"one\ntwo\n"))
    assert [(document.raw, document.index) for document in read(tmp_path / "b.lines.gz")] == [
        (b"one", 0),
        (b"two", 1),
    ]


def test_a_format_that_is_not_trusted_or_broken_is_refused(tmp_path: Path, install: Install) -> None:
    install(
        "raise RuntimeError('imported')", stage="lines", distribution="normkit-lines", group="normkit.formats"
    )
    (tmp_path / "b.lines").touch()
    with pytest.raises(BundleError, match="is of normkit-lines, which is denied"):
        read(tmp_path / "b.lines", trust=Trust(deny=("normkit-lines",)))
    with pytest.raises(BundleError, match=r"'lines' of normkit-lines .* cannot be loaded: RuntimeError"):
        read(tmp_path / "b.lines")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[str]:
    """Serve the test's folder over HTTP."""
    handler = partial(QuietHandler, directory=str(tmp_path))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


class QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.mark.parametrize("name", ["bundle.jsonl.gz", "bundle.tar"])
def test_a_remote_bundle_is_read(name: str, tmp_path: Path, server: str, normkit: Normkit) -> None:
    FORMS[name](tmp_path / name)
    ran = normkit("run", f"{server}/{name}", "-o", tmp_path / "out", "--stage", "typography", "--json")
    assert json.loads(ran.stdout)["documents"] == 5


def test_a_remote_bundle_that_is_not_there_is_told(server: str, normkit: Normkit, tmp_path: Path) -> None:
    ran = normkit("run", f"{server}/none.tar", "-o", tmp_path / "out")
    assert ran.returncode == 2
    assert "none.tar' cannot be read: FileNotFoundError" in ran.stderr
