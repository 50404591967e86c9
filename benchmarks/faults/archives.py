"""Archives of every form, and after how many of their bytes each document is whole."""

import gzip
import io
import json
import random
import tarfile
import zipfile
import zlib
from bisect import bisect_left
from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import Any, NamedTuple

import pyarrow as pa
import zstandard
from pyarrow import parquet


class Archive(NamedTuple):
    """The bytes of an archive, and after how many of them each document is whole."""

    content: bytes
    ends: list[int]
    silent: frozenset[int] = frozenset()
    """Lengths to which it can be cut so that it is a whole archive again."""


def texts(count: int) -> list[bytes]:
    """Make documents that hardly compress."""
    chance = random.Random(count)  # noqa: S311 (nothing secret)
    return [f"Document {number}\n\n{chance.randbytes(400).hex()}\n".encode() for number in range(count)]


def _tar(documents: Sequence[bytes]) -> Archive:
    file = io.BytesIO()
    ends = []
    with tarfile.open(fileobj=file, mode="w") as archive:
        for number, raw in enumerate(documents):
            member = tarfile.TarInfo(_name(number))
            member.size = len(raw)
            archive.addfile(member, io.BytesIO(raw))
            ends.append(archive.offset - -len(raw) % tarfile.BLOCKSIZE)
        whole = archive.offset + 2 * tarfile.BLOCKSIZE  # what follows is padding
    return Archive(file.getvalue(), ends, frozenset(range(whole, len(file.getvalue()))))


def _jsonl(documents: Sequence[bytes]) -> Archive:
    lines = [json.dumps({"text": raw.decode()}).encode() + b"\n" for raw in documents]
    ends = [end - 1 for end in accumulate(map(len, lines))]
    return Archive(b"".join(lines), ends, frozenset({*ends, *(end + 1 for end in ends)}))


def _wet(documents: Sequence[bytes]) -> Archive:
    blank = b"\r\n\r\n"
    head = "WARC/1.0\r\nWARC-Type: conversion\r\nContent-Length: {}\r\n\r\n"
    records = [head.format(len(raw)).encode() + raw + blank for raw in documents]
    ends = [end - len(blank) for end in accumulate(map(len, records))]
    between = {end + length for end in ends for length in (0, 2, 4)}
    return Archive(b"".join(records), ends, frozenset(between))


def _zip(documents: Sequence[bytes]) -> Archive:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, raw in enumerate(documents):
            archive.writestr(_name(number), raw)
    return _nothing_before_the_end(file.getvalue(), documents)


def _parquet(documents: Sequence[bytes]) -> Archive:
    file = io.BytesIO()
    parquet.write_table(pa.table({"text": [raw.decode() for raw in documents]}), file, row_group_size=50)
    return _nothing_before_the_end(file.getvalue(), documents)


def _nothing_before_the_end(content: bytes, documents: Sequence[bytes]) -> Archive:
    return Archive(content, [len(content)] * len(documents))


def _name(number: int) -> str:
    return f"{number:03}_{number:016x}.txt"


def _gz(archive: Archive) -> Archive:
    return _compressed(archive, gzip.compress(archive.content), zlib.decompressobj(31))


def _zst(archive: Archive) -> Archive:
    content = zstandard.compress(archive.content)
    return _compressed(archive, content, zstandard.ZstdDecompressor().decompressobj())


def _compressed(archive: Archive, content: bytes, decompressor: Any) -> Archive:  # noqa: ANN401 (of two libraries)
    """Find out what each byte adds."""
    known = list(accumulate(len(decompressor.decompress(content[n : n + 1])) for n in range(len(content))))
    return Archive(content, [bisect_left(known, end) + 1 for end in archive.ends])


FORMS: dict[str, Callable[[Sequence[bytes]], Archive]] = {
    "tar": _tar,
    "tar.gz": lambda documents: _gz(_tar(documents)),
    "tar.zst": lambda documents: _zst(_tar(documents)),
    "jsonl": _jsonl,
    "jsonl.gz": lambda documents: _gz(_jsonl(documents)),
    "jsonl.zst": lambda documents: _zst(_jsonl(documents)),
    "warc.wet": _wet,
    "warc.wet.gz": lambda documents: _gz(_wet(documents)),
    "zip": _zip,
    "parquet": _parquet,
}
"""By how their names end."""
