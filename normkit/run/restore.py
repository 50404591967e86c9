"""Give the raw bundle back."""

from collections.abc import Iterator
from pathlib import Path, PurePosixPath, PureWindowsPath

from normkit.record import RestoreError
from normkit.run.files import write_file
from normkit.run.output import OutputError
from normkit.run.reading import records


def restore(out: Path, into: Path) -> Iterator[tuple[str, str | None]]:
    """Write the raw bytes of every document of a run to the empty folder `into`.

    Yields each name with None, or with the reason why that document could not be restored; quarantined
    documents come back as they were. Raises OutputError if `out` is no run or `into` cannot be used.
    """
    raw_documents = records(out)
    _prepare(into)
    for record in raw_documents:
        try:
            write_file(into / _plain(record.name), record.restore())
        except (RestoreError, OSError, ValueError) as error:
            yield record.name, str(error)
        else:
            yield record.name, None
    for path in sorted((out / "quarantine").glob("*.txt")):
        write_file(into / path.name, path.read_bytes())
        yield path.name, None


def _prepare(into: Path) -> None:
    try:
        into.mkdir(parents=True, exist_ok=True)
        occupied = any(into.iterdir())
    except OSError as error:
        msg = f"folder {str(into)!r} cannot be used: {error.strerror}; name one that you may write to"
        raise OutputError(msg) from error
    if occupied:
        msg = f"folder {str(into)!r} is not empty; name a new one"
        raise OutputError(msg)


def _plain(name: str) -> str:
    """Return `name` if it is a plain file name on every system; a record may come from anyone."""
    if (
        not name
        or name in (".", "..")
        or PurePosixPath(name).name != name
        or PureWindowsPath(name).name != name
    ):
        msg = f"{name!r} is no plain file name"
        raise ValueError(msg)
    return name
