"""Give the raw bundle back."""

from collections.abc import Iterator
from pathlib import Path

from normkit.record.record import RestoreError
from normkit.runs.files import OutputError, make_folder, write_aside
from normkit.runs.reading import records
from normkit.safety import free_path, safe_path


def restore(out: Path, into: Path) -> Iterator[tuple[str, str | None]]:
    """Write the raw bytes of every document of a run to the empty folder `into`.

    Yields each name with None, or with the reason why that document could not be restored; quarantined
    documents come back as they were. Raises OutputError if `out` is no run or `into` cannot be used.
    """
    raw_documents = records(out)
    _prepare(into)
    for record in raw_documents:
        try:
            write_aside(free_path(into / safe_path(record.name)), [record.restore()])
        except (RestoreError, OSError) as error:
            yield record.name, str(error)
        else:
            yield record.name, None
    quarantine = out / "quarantine"
    for path in sorted(quarantine.rglob("*.txt")):
        if path.is_file():
            name = path.relative_to(quarantine).as_posix()
            yield name, _copy(path, free_path(into / name))


def _copy(path: Path, copy: Path) -> str | None:
    if path.is_symlink():
        return "it is a link, and normkit makes none"
    try:
        write_aside(copy, [path.read_bytes()])
    except OSError as error:
        return str(error)
    return None


def _prepare(into: Path) -> None:
    if make_folder(into):
        msg = f"folder {str(into)!r} is not empty; name a new one"
        raise OutputError(msg)
