"""JSON lines: one object a line; the raw bytes of a text are its UTF-8, other columns are carried along."""

import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from pydantic_core import from_json

from normkit import BundleError, RawDocument, Source, Unreadable, hookimpl
from normkit_formats.names import name_of
from normkit_formats.rows import document

_BOM = b"\xef\xbb\xbf"
_LONGEST_ESCAPE = 6  # bytes of JSON for one of text
_BESIDE_TEXT = 2**20  # bytes of a line
_PIECE = 2**16  # bytes skipped at once
_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F][0-9a-fA-F]{2}")


@hookimpl
def normkit_read(source: Source) -> Iterator[RawDocument | Unreadable]:
    """Read line by line; a line that is no document costs no other."""
    limit = _LONGEST_ESCAPE * source.limits.max_document_bytes + _BESIDE_TEXT
    with source.stream() as stream:
        for number, line in enumerate(_lines(stream, limit), 1):
            if number == 1 and line.removeprefix(_BOM).lstrip().startswith(b"["):
                msg = f"bundle {source.location!r} is a JSON array, not JSON lines: put one object on each line"
                raise BundleError(msg)
            if len(line) > limit:
                yield Unreadable(name_of(number, "line"), f"row {number} is longer than {limit:,} bytes")
            elif not line.isspace():
                yield _read(line, number, source)


def _lines(stream: BinaryIO, limit: int) -> Iterator[bytes]:
    """Yield lines; of a longer one a little more than `limit` bytes."""
    while line := stream.readline(limit + 1):
        yield line
        too_long = len(line) > limit
        while too_long and line and not line.endswith(b"\n"):
            line = stream.readline(_PIECE)


def _read(line: bytes, number: int, source: Source) -> RawDocument | Unreadable:
    try:
        row = _parse(line.removeprefix(_BOM))
    except (ValueError, RecursionError) as error:
        return Unreadable(name_of(number, "line"), f"row {number} is no JSON: {error}", line)
    if not isinstance(row, dict):
        return Unreadable(name_of(number, "line"), f"row {number} is no JSON object", line)
    return document(row, number, source, line)


def _parse(line: bytes) -> Any:  # noqa: ANN401 (any JSON)
    try:
        return from_json(line)
    except ValueError:
        from_json(_SURROGATE.sub(rb"\\ufffd", line))  # more than a lone surrogate may be wrong
        return json.loads(line)
