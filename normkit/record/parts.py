"""Parts: the files that hold the records of a shard, in several forms with the same content."""

import gzip
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from pydantic import TypeAdapter, ValidationError

from normkit.errors import UsageError
from normkit.record.record import Record
from normkit.sources.limits import Limits
from normkit.sources.source import Source

_PLAIN = ("id", "index", "name", "source", "text")  # the columns that are not JSON in Parquet
_RECORDS = TypeAdapter(Record)  # gives bytes, where a record gives a string
_OURS = Limits(max_ratio=2**62)


class PartError(UsageError):
    """A part cannot be written in the form asked for, or not be read."""


Row: TypeAlias = Any
"""One record as its form wants it; making it fails where the record cannot be written."""


Content: TypeAlias = Sequence[bytes]
"""What is to be in a file, in pieces: put together they would be in memory twice."""


class Form(NamedTuple):
    """How parts end, what makes a row of a record, and what makes a part of rows."""

    suffix: str
    row: Callable[[Record], Row]
    join: Callable[[Sequence[Row]], Content]


def _line(record: Record) -> bytes:
    return _RECORDS.dump_json(record) + b"\n"


def _gzip(lines: Sequence[bytes]) -> Content:
    return [gzip.compress(b"".join(lines), compresslevel=6, mtime=0)]


def _zstd(lines: Sequence[bytes]) -> Content:
    return [_extra("zstandard", "zstd").ZstdCompressor().compress(b"".join(lines))]


def columns(record: Record) -> dict[str, Any]:
    """Return a record as columns: those that are nested are JSON."""
    row = record.model_dump(mode="json")
    return {name: row[name] if name in _PLAIN else json.dumps(row[name], ensure_ascii=False) for name in row}


def nested(row: Mapping[str, Any]) -> dict[str, Any]:
    """Undo `columns`."""
    return {name: value if name in _PLAIN else json.loads(value) for name, value in row.items()}


def _parquet(rows: Sequence[dict[str, Any]]) -> Content:
    pa, parquet = _extra("pyarrow", "parquet"), _extra("pyarrow.parquet", "parquet")
    schema = pa.schema([(n, pa.int64() if n == "index" else pa.string()) for n in Record.model_fields])
    sink = BytesIO()
    parquet.write_table(pa.Table.from_pylist(list(rows), schema=schema), sink)
    return [sink.getvalue()]


FORMS = {
    "jsonl": Form(".jsonl", _line, list),
    "jsonl.gz": Form(".jsonl.gz", _line, _gzip),
    "jsonl.zst": Form(".jsonl.zst", _line, _zstd),
    "parquet": Form(".parquet", columns, _parquet),
}
"""By name."""


def check_form(name: str) -> None:
    """Raise PartError if parts cannot be written in the form `name`, for want of an extra."""
    FORMS[name].join([])


def read_part(path: Path) -> Iterator[Record]:
    """Yield the records of a part. Raises PartError, naming the row, if one is damaged."""
    rows = _parquet_rows(path) if path.suffix == ".parquet" else _lines(path)
    for number, row in enumerate(rows, 1):
        try:
            yield Record.model_validate_json(row) if isinstance(row, bytes) else Record.model_validate(row)
        except ValidationError as error:
            msg = f"{path}, row {number} is not a record: {error.errors()[0]['msg']}; run the bundle again"
            raise PartError(msg) from error


def _lines(path: Path) -> Iterator[bytes]:
    source = Source(str(path), {}, _OURS)
    with closing(source.stream()) as stream:
        yield from stream
    if source.damage:
        msg = f"{path}: {source.damage}; run the bundle again"
        raise PartError(msg)


def _parquet_rows(path: Path) -> Iterator[dict[str, Any]]:
    parquet = _extra("pyarrow.parquet", "parquet")
    try:
        for batch in parquet.ParquetFile(path).iter_batches():
            for row in batch.to_pylist():
                yield nested(row)
    except Exception as error:
        msg = f"{path} is not a complete part: {error}; run the bundle again"
        raise PartError(msg) from error


def _extra(module: str, extra: str) -> Any:  # noqa: ANN401 (a module)
    try:
        return import_module(module)
    except ImportError as error:
        msg = f"this form of parts needs another package: pip install 'normkit[{extra}]'"
        raise PartError(msg) from error


def parts(out: Path) -> list[Path]:
    """Return the parts of an output, in order; beyond 99,999 their numbers have more digits."""
    found = {path for form in FORMS.values() for path in (out / "documents").glob(f"part-*{form.suffix}")}
    return sorted(found, key=lambda path: (len(path.name), path.name))
