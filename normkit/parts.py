"""Parts: the files that hold the records of a shard, in several forms with the same content."""

import gzip
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from normkit.errors import UsageError
from normkit.limits import Limits
from normkit.record import Record
from normkit.source import Source

_PLAIN = ("id", "index", "name", "source", "text")  # the columns that are not JSON in Parquet
_OURS = Limits(max_ratio=2**62)


class PartError(UsageError):
    """A part cannot be written in the form asked for, or not be read."""


class Form(NamedTuple):
    """How parts end, and what makes the bytes of one."""

    suffix: str
    encode: Callable[[Sequence[Record]], bytes]


def _jsonl(records: Sequence[Record]) -> bytes:
    return b"".join(record.model_dump_json().encode() + b"\n" for record in records)


def _gzip(records: Sequence[Record]) -> bytes:
    return gzip.compress(_jsonl(records), mtime=0)


def _zstd(records: Sequence[Record]) -> bytes:
    compressed: bytes = _extra("zstandard", "zstd").ZstdCompressor().compress(_jsonl(records))
    return compressed


def _parquet(records: Sequence[Record]) -> bytes:
    rows = [record.model_dump(mode="json") for record in records]
    pyarrow, parquet = _extra("pyarrow", "parquet"), _extra("pyarrow.parquet", "parquet")
    columns = {
        name: [row[name] if name in _PLAIN else json.dumps(row[name], ensure_ascii=False) for row in rows]
        for name in Record.model_fields
    }
    schema = pyarrow.schema([(n, pyarrow.int64() if n == "index" else pyarrow.string()) for n in columns])
    sink = BytesIO()
    parquet.write_table(pyarrow.table(columns, schema=schema), sink)
    return sink.getvalue()


FORMS = {
    "jsonl": Form(".jsonl", _jsonl),
    "jsonl.gz": Form(".jsonl.gz", _gzip),
    "jsonl.zst": Form(".jsonl.zst", _zstd),
    "parquet": Form(".parquet", _parquet),
}
"""By name."""


def check_form(name: str) -> None:
    """Raise PartError if parts cannot be written in the form `name`, for want of an extra."""
    FORMS[name].encode([])


def read_part(path: Path) -> Iterator[Record]:
    """Yield the records of a part. Raises PartError, naming the row, if one is damaged."""
    rows = _parquet_rows(path) if path.suffix == ".parquet" else _lines(path)
    for number, row in enumerate(rows, 1):
        try:
            yield Record.model_validate_json(row) if isinstance(row, bytes) else Record.model_validate(row)
        except ValidationError as error:
            msg = f"{path}, row {number} is no record: {error.errors()[0]['msg']}; run the bundle again"
            raise PartError(msg) from error


def _lines(path: Path) -> Iterator[bytes]:
    source = Source(str(path), {}, _OURS)
    with closing(source.stream()) as stream:
        yield from stream
    if source.damage:
        msg = f"{path}: {source.damage}; run the bundle again"
        raise PartError(msg)


def _parquet_rows(path: Path) -> Iterator[dict[str, Any]]:
    for batch in _extra("pyarrow.parquet", "parquet").ParquetFile(path).iter_batches():
        for row in batch.to_pylist():
            yield {name: value if name in _PLAIN else json.loads(value) for name, value in row.items()}


def _extra(module: str, extra: str) -> Any:  # noqa: ANN401 (a module)
    try:
        return import_module(module)
    except ImportError as error:
        msg = f"this form of parts needs another package: pip install 'normkit[{extra}]'"
        raise PartError(msg) from error


def parts(out: Path) -> list[Path]:
    """Return the parts of an output, in order."""
    return sorted(path for form in FORMS.values() for path in (out / "documents").glob(f"part-*{form.suffix}"))
