"""WET files of a web crawl: the `conversion` records of a WARC file, each the text of one page."""

import re
from collections.abc import Iterator
from typing import BinaryIO

from normkit import RawDocument, Source, Unreadable, hookimpl
from normkit_formats.names import name_of

_LONGEST_HEADER = 2**16  # bytes
_HEADERS = 100
_LENGTH = re.compile("[0-9]{1,18}")


@hookimpl
def normkit_read(source: Source) -> Iterator[RawDocument | Unreadable]:
    """Read record by record; one that is cut off ends the bundle and is told."""
    with source.stream() as stream:
        number = 0
        while version := _first_line(stream):
            if not version.startswith(b"WARC/"):
                source.damage = source.damage or f"no record begins with {version[:40]!r}"
                return
            headers = _headers(stream)
            if not _LENGTH.fullmatch(headers.get("content-length", "")):
                source.damage = source.damage or f"record {number + 1} has no length, or its head is cut off"
                return
            number += 1
            if document := _document(stream, headers, number, source):
                yield document


def _first_line(stream: BinaryIO) -> bytes:
    """Return the first line that is not empty; empty at the end."""
    while (line := stream.readline(_LONGEST_HEADER)) in (b"\r\n", b"\n"):
        pass
    return line


def _headers(stream: BinaryIO) -> dict[str, str]:
    """Return the headers up to the empty line; none if there is no such line."""
    headers: dict[str, str] = {}
    for _ in range(_HEADERS):
        line = stream.readline(_LONGEST_HEADER)
        if line in (b"\r\n", b"\n"):
            return headers
        name, _, value = line.decode("utf-8", "replace").partition(":")
        headers[name.strip().lower()] = value.strip()
    return {}


def _document(
    stream: BinaryIO, headers: dict[str, str], number: int, source: Source
) -> RawDocument | Unreadable | None:
    """Read one record's content; None for other records than texts."""
    length = int(headers["content-length"])
    identifier = headers.get("warc-record-id", str(number)).strip("<>").removeprefix("urn:uuid:")
    name = name_of(number, identifier)
    refusal = source.too_large(name, length)
    raw = b"" if refusal else stream.read(length)
    if _skip(stream, length) if refusal else length - len(raw):
        source.damage = source.damage or "the last record is cut off"
        return Unreadable(name, "the record is cut off", raw)
    if headers.get("warc-type") != "conversion":
        return None
    extra = {"url": headers.get("warc-target-uri"), "date": headers.get("warc-date")}
    return refusal or RawDocument(raw, id=identifier, name=name, extra=extra)


def _skip(stream: BinaryIO, length: int) -> int:
    """Skip so many bytes, and return how many are not there."""
    while length > 0 and (data := stream.read(min(length, _LONGEST_HEADER))):
        length -= len(data)
    return length
