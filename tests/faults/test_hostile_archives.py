"""Archives that lie about themselves, and what else a stranger may put into a bundle."""

import gzip
import json
import os
import struct
import tarfile
import tracemalloc
import zipfile
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa
import pytest
import zstandard
from conftest import Install, Normkit
from pyarrow import parquet

from normkit import BundleError, RawDocument, Source, Unreadable
from normkit.bundles.bundle import open_bundle
from normkit.sources.limits import Limits

MIB = 2**20


def read(path: Path, **limits: int) -> list[RawDocument | Unreadable]:
    return list(open_bundle(str(path), limits=Limits(**limits)))


def told(path: Path, **limits: int) -> dict[str, bytes | str]:
    """Return by name the bytes of what could be read, and the reason of what could not."""
    return {d.name: d.raw if isinstance(d, RawDocument) else d.reason for d in read(path, **limits)}


@contextmanager
def at_most(size: int) -> Iterator[None]:
    """Check that no more memory is taken, in bytes; what is outside Python's heap does not count."""
    tracemalloc.start()
    try:
        yield
        assert tracemalloc.get_traced_memory()[1] < size
    finally:
        tracemalloc.stop()


def member(name: str, kind: bytes = tarfile.REGTYPE, content: bytes = b"", **about: object) -> bytes:
    """Return a member of a tar archive as it stands there."""
    info = tarfile.TarInfo(name)
    info.type, info.size = kind, len(content)
    for attribute, value in about.items():
        setattr(info, attribute, value)
    return info.tobuf(tarfile.GNU_FORMAT, "utf-8", "surrogateescape") + content + bytes(-len(content) % 512)


ONE, TWO = member("one.txt", content=b"one"), member("two.txt", content=b"two")
END = bytes(1024)


def test_a_damaged_head_in_a_tar_is_told(tmp_path: Path) -> None:
    damaged = bytearray(TWO)
    damaged[3] ^= 1
    (tmp_path / "b.tar").write_bytes(ONE + damaged + ONE + END)
    names = told(tmp_path / "b.tar")
    assert names["one.txt"] == b"one"
    assert "the head of a member is cut off or damaged" in str(names["b.tar"])


def test_what_follows_the_end_of_a_tar_is_told(tmp_path: Path) -> None:
    (tmp_path / "b.tar").write_bytes(ONE + END + bytes(10_000))
    assert told(tmp_path / "b.tar") == {"one.txt": b"one"}
    (tmp_path / "b.tar").write_bytes(ONE + END + TWO + END)
    assert "something else follows the end of the archive" in str(told(tmp_path / "b.tar")["b.tar"])


def test_of_a_member_that_is_cut_off_the_name_is_told_and_the_bytes_are_kept(tmp_path: Path) -> None:
    (tmp_path / "b.tar").write_bytes(ONE + member("long.txt", content=b"x" * 5000)[:-3000])
    _, long, rest = read(tmp_path / "b.tar")
    assert isinstance(long, Unreadable)
    assert (long.name, long.reason, len(long.raw)) == ("long.txt", "the member is cut off", 5120 - 3000)
    assert isinstance(rest, Unreadable)


@pytest.mark.parametrize(
    "kind",
    [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.BLKTYPE, tarfile.FIFOTYPE],
    ids=["symbolic link", "hard link", "character device", "block device", "pipe"],
)
def test_a_tar_member_that_is_no_file_is_told_and_costs_no_other(tmp_path: Path, kind: bytes) -> None:
    odd = member("odd.txt", kind, linkname="/etc/passwd")
    (tmp_path / "b.tar").write_bytes(ONE + odd + member("folder.txt", tarfile.DIRTYPE) + TWO + END)
    reason = "it is a link, a device or a file with holes, which are not read"
    assert told(tmp_path / "b.tar") == {"one.txt": b"one", "odd.txt": reason, "two.txt": b"two"}


@pytest.mark.parametrize("kind", [tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.GNUTYPE_LONGNAME])
def test_an_endless_head_in_a_tar_is_not_read(tmp_path: Path, kind: bytes) -> None:
    (tmp_path / "b.tar").write_bytes(ONE + member("x", kind, content=b"9" * MIB) + TWO + END)
    names = told(tmp_path / "b.tar")
    assert names.pop("one.txt") == b"one"
    assert "the head of a member is longer than 65,536 bytes" in str(names.pop("b.tar"))


def test_heads_of_heads_of_heads_end_the_archive(tmp_path: Path) -> None:
    (tmp_path / "b.tar").write_bytes(ONE + member("x", tarfile.XHDTYPE) * 2000 + TWO + END)
    assert [*told(tmp_path / "b.tar")] == ["one.txt", "b.tar"]


def test_a_negative_size_in_a_tar_is_told(tmp_path: Path) -> None:
    back = bytearray(member("back.bin"))
    back[124:136] = b"\xff" * 10 + struct.pack(">h", -2048)
    back[148:156] = b" " * 8
    back[148:156] = b"%06o\0 " % sum(back[:512])
    (tmp_path / "b.tar").write_bytes(ONE + TWO + back + ONE + END)
    documents = read(tmp_path / "b.tar")
    assert [document.raw for document in documents[:2]] == [b"one", b"two"]
    assert isinstance(documents[-1], Unreadable)


def test_members_of_a_tar_do_not_stay_in_memory(tmp_path: Path) -> None:
    (tmp_path / "b.tar").write_bytes(ONE * 5000 + END)
    with at_most(MIB):
        assert sum(1 for _ in open_bundle(str(tmp_path / "b.tar"))) == 5000


NAMES = [
    b"../up.txt",
    b"/abs.txt",
    b"A.txt",
    b"a.txt",
    "é.txt".encode(),
    "e\u0301.txt".encode(),
    b"\xff\xfe.txt",
]


def test_names_that_collide_or_are_no_utf8_are_kept_apart(tmp_path: Path, normkit: Normkit) -> None:
    """The last two cannot be told from each other when they are read."""
    names = [name.decode("utf-8", "surrogateescape") for name in (*NAMES, b"\xfe\xff.txt")]
    (tmp_path / "b.tar").write_bytes(
        b"".join(member(n, content=str(i).encode()) for i, n in enumerate(names)) + END
    )
    assert normkit("run", "b.tar", "-o", "out", "--text", "--stage", "typography", cwd=tmp_path).returncode == 0
    assert normkit("restore", "out", "-o", "raw", cwd=tmp_path).returncode == 0
    for folder in ("out/text", "raw"):
        assert sorted(p.read_text() for p in (tmp_path / folder).rglob("*") if p.is_file()) == [*"01234567"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b.tar", "out", "raw"]


def _lying_zip(path: Path, content: bytes, size: int) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("big.txt", content)
        archive.writestr("one.txt", "one")
    whole = path.read_bytes()
    path.write_bytes(whole.replace(struct.pack("<I", len(content)), struct.pack("<I", size)))


def test_a_zip_member_larger_than_it_says_is_not_undone(tmp_path: Path) -> None:
    _lying_zip(tmp_path / "b.zip", bytes(40 * MIB), 100)
    with at_most(2 * MIB):
        names = told(tmp_path / "b.zip")
    assert names == {"big.txt": "BadZipFile: Bad CRC-32 for file 'big.txt'", "one.txt": b"one"}


def test_a_zip_whose_members_together_are_a_bomb_is_not_read_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("normkit.sources.limits.RATIO_FREE", MIB)
    with zipfile.ZipFile(tmp_path / "b.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(5):
            archive.writestr(f"{number}.txt", bytes(400_000))
    names = told(tmp_path / "b.zip", max_ratio=100)
    assert [*names] == ["0.txt", "1.txt", "b.zip"]
    assert "it expands more than limits.max_ratio, 100, times" in str(names["b.zip"])


def test_a_zip_member_that_is_a_link_or_in_another_compression_costs_no_other(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("bzip2.txt", "text", zipfile.ZIP_BZIP2)
        archive.writestr("one.txt", "one")
    assert told(tmp_path / "b.zip") == {
        "link.txt": "it is a link, which is not read",
        "bzip2.txt": "it is neither stored nor deflated, and nothing else is read",
        "one.txt": b"one",
    }


def test_a_parquet_row_that_is_no_utf8_costs_no_other(tmp_path: Path) -> None:
    broken = pa.Array.from_buffers(pa.string(), 3, pa.array([b"a", b"\xff", b"c"]).buffers())
    parquet.write_table(pa.table({"text": broken}), tmp_path / "text.parquet")
    assert [document.raw for document in read(tmp_path / "text.parquet")] == [b"a", b"\xff", b"c"]
    parquet.write_table(pa.table({"text": ["1", "2", None], "other": broken}), tmp_path / "other.parquet")
    one, two, three = read(tmp_path / "other.parquet")
    assert one.raw == b"1"
    assert isinstance(two, Unreadable)
    assert "row 2, column 'other': UnicodeDecodeError" in two.reason
    assert isinstance(three, Unreadable)
    assert "row 3 has no text" in three.reason


def test_a_parquet_text_that_is_stored_once_for_many_rows_is_not_read_on(tmp_path: Path) -> None:
    rows = pa.DictionaryArray.from_arrays(pa.array([0] * 300, pa.int32()), pa.array(["x" * MIB]))
    parquet.write_table(pa.table({"text": rows}), tmp_path / "b.parquet")
    documents = open_bundle(str(tmp_path / "b.parquet"), limits=Limits(max_ratio=10))
    with at_most(20 * MIB):
        last = deque(documents, maxlen=1).pop()
    assert isinstance(last, Unreadable)
    assert "it expands more than limits.max_ratio, 10, times" in last.reason


def test_a_frame_to_be_skipped_is_no_damage(tmp_path: Path) -> None:
    skipped, frame = b"\x5a\x2a\x4d\x18\x04\0\0\0abcd", zstandard.compress(b'{"text": "one"}\n')
    (tmp_path / "b.jsonl.zst").write_bytes(skipped + frame + skipped)
    assert [document.raw for document in read(tmp_path / "b.jsonl.zst")] == [b"one"]


def test_a_line_without_end_is_skipped_in_bounded_memory(tmp_path: Path) -> None:
    line = b'{"text": "' + b"x" * (40 * MIB) + b'"}\n'
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress(line + b'{"text": "two"}'))
    with at_most(10 * MIB):
        long, two = read(tmp_path / "b.jsonl.gz", max_document_bytes=MIB // 4)
    assert two.raw == b"two"
    assert isinstance(long, Unreadable)
    assert (long.name, long.reason) == ("000001_line.txt", "row 1 is longer than 2,621,440 bytes")


@pytest.mark.parametrize(
    "row",
    [
        '{"text": "a", "n": %s}' % ("[" * 500 + "]" * 500),
        '{"text": "\\ud800", "n": %s}' % ("[" * 500 + "]" * 500),
        '{"text": "a", "n": %s}' % ("9" * 5000),
        '{"text": "a", "id": %s}' % ("9" * 5000),
    ],
    ids=["deep", "deep with a surrogate", "a number of 5,000 digits", "such an id"],
)
def test_json_that_python_could_not_write_again_costs_no_other_line(
    row: str, tmp_path: Path, normkit: Normkit
) -> None:
    (tmp_path / "b.jsonl").write_text(row + '\n{"text": "two"}\n')
    ran = normkit("run", tmp_path / "b.jsonl", "-o", tmp_path / "out", "--stage", "typography", "--json")
    counts = json.loads(ran.stdout)
    assert (counts["documents"], counts["quarantined"], ran.returncode) == (1, 1, 1)
    assert (tmp_path / "out/quarantine/000001_line.txt").read_text().strip() == row


def test_nul_and_every_other_control_comes_back_from_json(tmp_path: Path) -> None:
    text = "".join(map(chr, range(0x20))) + "\x7f\x85\u2028\ufeff"
    (tmp_path / "b.jsonl").write_text(json.dumps({"text": text}))
    assert read(tmp_path / "b.jsonl")[0].raw == text.encode()


def test_a_wet_record_of_impossible_length_is_told(tmp_path: Path) -> None:
    good = b"WARC/1.0\r\nWARC-Type: conversion\r\nContent-Length: 3\r\n\r\none\r\n\r\n"
    for length in (b"-1", b"9" * 5000, b"0x10", "٣".encode()):
        bad = b"WARC/1.0\r\nWARC-Type: conversion\r\nContent-Length: " + length + b"\r\n\r\none\r\n\r\n"
        (tmp_path / "b.wet").write_bytes(good + bad)
        one, rest = read(tmp_path / "b.wet")
        assert one.raw == b"one"
        assert isinstance(rest, Unreadable)
        assert "record 2 has no length" in rest.reason


def test_a_wet_record_that_is_too_large_and_cut_off_is_told(tmp_path: Path) -> None:
    head = b"WARC/1.0\r\nWARC-Type: metadata\r\nContent-Length: 900\r\n\r\n"
    (tmp_path / "b.wet").write_bytes(head + b"x" * 500)
    assert "the last record is cut off" in str(told(tmp_path / "b.wet", max_document_bytes=100))


def test_a_folder_is_not_left_by_links(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    (tmp_path / "elsewhere").mkdir()
    bundle = tmp_path / "bundle"
    (bundle / "sub").mkdir(parents=True)
    (bundle / "sub/one.txt").write_text("one")
    (bundle / "out.txt").symlink_to(tmp_path / "secret.txt")
    (bundle / "folder").symlink_to(tmp_path / "elsewhere")
    (bundle / "in.txt").symlink_to("sub/one.txt")
    (bundle / "again").symlink_to("sub")
    (bundle / "loop.txt").symlink_to("loop.txt")
    names = told(bundle)
    reason = "it is a link that leads out of the folder: put what it points to in its place"
    assert names.pop("loop.txt")
    assert names == {"folder": reason, "in.txt": b"one", "out.txt": reason, "sub/one.txt": b"one"}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_in_a_folder_does_not_stop_the_run(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "two.txt").write_text("two")
    assert told(tmp_path) == {"pipe.txt": "it is not a regular file", "two.txt": b"two"}


def test_a_folder_that_cannot_be_looked_into_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "one.txt").write_text("one")
    scandir = os.scandir

    def refuse(path: str) -> object:
        if Path(path).name == "sub":
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    reason = "Permission denied: the folder cannot be looked into"
    assert told(tmp_path) == {"one.txt": b"one", "sub": reason}


def test_a_file_of_a_folder_that_changes_while_it_is_read_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "one.txt"
    path.write_text("one")

    def append(*_: object) -> None:
        path.write_text("one, and more")

    monkeypatch.setattr(Source, "too_large", append)
    assert told(tmp_path) == {"one.txt": "it was changed while it was read"}


def test_a_bundle_that_changes_while_it_is_read_is_told(tmp_path: Path) -> None:
    path = tmp_path / "b.jsonl"
    path.write_text('{"text": "one"}\n')
    documents = iter(open_bundle(str(path)))
    assert next(documents).raw == b"one"
    with path.open("a") as file:
        file.write('{"text": "two"}\n')
    *_, last = documents
    assert isinstance(last, Unreadable)
    assert "it was changed while it was read; run it again" in last.reason


FORMAT = """
from normkit import RawDocument, hookimpl

@hookimpl
def normkit_read(source):
    yield RawDocument(b"one", name="one.txt")
    yield {}
"""


@pytest.mark.parametrize(
    ("second", "reason"),
    [
        ("'text'", "gave 'text', not a RawDocument of bytes"),
        ("RawDocument('text')", "not a RawDocument of bytes"),
        ("RawDocument(b'', extra={(1, 2): 3})", "cannot be written as JSON: keys must be str"),
        ("1 / 0", "ZeroDivisionError"),
    ],
)
def test_a_strangers_format_cannot_stop_a_run(
    second: str, reason: str, tmp_path: Path, install: Install, normkit: Normkit
) -> None:
    install(FORMAT.format(second), stage="odd", distribution="normkit-odd", group="normkit.formats")
    (tmp_path / "b.odd").touch()
    ran = normkit("run", tmp_path / "b.odd", "-o", tmp_path / "out", "--stage", "typography", "--json")
    assert json.loads(ran.stdout)["documents"] == 1, ran.stderr
    assert reason in (tmp_path / "out/quarantine/part-00000.jsonl").read_text()


def test_a_location_with_a_nul_is_refused() -> None:
    with pytest.raises(BundleError, match="cannot be read: embedded null byte"):
        open_bundle("a\0.jsonl")


def test_a_pipe_is_not_read_as_zip() -> None:
    with pytest.raises(BundleError, match="is not a complete zip archive"):
        open_bundle("-", format="zip").begin()


def test_bytes_that_look_compressed_and_are_not_are_told(tmp_path: Path) -> None:
    for start in (b"\x1f\x8b", b"\x28\xb5\x2f\xfd", b"\x50\x2a\x4d\x18"):
        (tmp_path / "b.jsonl").write_bytes(start + b"no compression at all")
        assert all(isinstance(document, Unreadable) for document in read(tmp_path / "b.jsonl"))
        assert read(tmp_path / "b.jsonl")
