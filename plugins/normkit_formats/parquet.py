"""Parquet files: one document a row. Needs `normkit[parquet]`."""

from collections.abc import Iterator
from typing import Any, BinaryIO

from normkit import BundleError, RawDocument, Source, Unreadable, hookimpl
from normkit_formats.rows import document

_ROWS = 256


@hookimpl
def normkit_read(source: Source) -> Iterator[RawDocument | Unreadable]:
    """Read batch by batch."""
    number = 0
    with source.open() as file:
        for batch in _open(file, source).iter_batches(batch_size=_ROWS):
            for row in batch.to_pylist():
                number += 1
                yield document(row, number, source)


def _open(file: BinaryIO, source: Source) -> Any:  # noqa: ANN401 (an extra's type)
    try:
        from pyarrow import ArrowException  # noqa: PLC0415 (an extra)
        from pyarrow.parquet import ParquetFile  # noqa: PLC0415
    except ImportError as error:
        msg = f"bundle {source.location!r} is Parquet: pip install 'normkit[parquet]'"
        raise BundleError(msg) from error
    try:
        return ParquetFile(file)
    except (ArrowException, OSError) as error:
        msg = f"bundle {source.location!r} is no whole Parquet file: {error}; get it again"
        raise BundleError(msg) from error
