"""Parquet files: one document a row. Needs `normkit[parquet]`."""

import os
from collections.abc import Iterator
from typing import Any, BinaryIO

from normkit import BundleError, RawDocument, Source, Unreadable, hookimpl
from normkit_formats.names import name_of
from normkit_formats.rows import document

_ROWS = 256


@hookimpl
def normkit_read(source: Source) -> Iterator[RawDocument | Unreadable]:
    """Read batch by batch, and of a batch row by row: one that is damaged costs no other."""
    number = expanded = 0
    with source.open() as file:
        size = file.seek(0, os.SEEK_END)
        for batch in _open(file, source).iter_batches(batch_size=_ROWS):
            for place in range(batch.num_rows):
                number += 1
                row = _row(batch, place, number, source)
                expanded += len(row.raw)
                if reason := source.limits.why_not_expand(expanded, size):  # rows may share their bytes
                    source.damage = reason
                    return
                yield row


def _open(file: BinaryIO, source: Source) -> Any:  # noqa: ANN401 (an extra's type)
    """Open it so that a text which is stored once for many rows stays one in memory."""
    try:
        from pyarrow.parquet import ParquetFile  # noqa: PLC0415 (an extra)
    except ImportError as error:
        msg = f"bundle {source.location!r} is Parquet: pip install 'normkit[parquet]'"
        raise BundleError(msg) from error
    try:
        columns = ParquetFile(file).schema
        leaves = [columns.column(place) for place in range(len(columns))]
        return ParquetFile(file, read_dictionary=[c.path for c in leaves if c.physical_type == "BYTE_ARRAY"])
    except Exception as error:
        msg = f"bundle {source.location!r} is not a complete Parquet file: {error}; get it again"
        raise BundleError(msg) from error


def _row(batch: Any, place: int, number: int, source: Source) -> RawDocument | Unreadable:  # noqa: ANN401 (as above)
    row: dict[str, Any] = {}
    try:
        for name, column in zip(batch.schema.names, batch.columns, strict=True):
            row[name] = _bytes(column[place]) if name == source.fields["text"] else column[place].as_py()
    except Exception as error:  # noqa: BLE001 (text that is no UTF-8, dates that Python does not know, …)
        reason = f"row {number}, column {name!r}: {type(error).__name__}: {error}"
        return Unreadable(name_of(number, "row"), reason)
    return document(row, number, source)


def _bytes(scalar: Any) -> Any:  # noqa: ANN401 (as above)
    """Return the bytes of a text, which need not be UTF-8; anything else as it is."""
    value = getattr(scalar, "value", scalar)
    return value.as_buffer().to_pybytes() if hasattr(value, "as_buffer") and value.is_valid else scalar.as_py()
