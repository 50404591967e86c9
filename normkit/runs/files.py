"""Files that are either there and whole, or not there."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from normkit.errors import UsageError


class OutputError(UsageError):
    """The output cannot be used: it is not writable, not of a run, or of another run."""


class LockError(UsageError):
    """Another run is writing to the same output."""


def write_file(path: Path, content: bytes) -> None:
    """Write a file that survives a power cut once this has returned."""
    write_aside(path, [content])
    sync_folder(path.parent)


def write_aside(path: Path, content: Iterable[bytes]) -> None:
    """Write aside, sync, rename: after a crash `path` holds all of `content` or what it held before.

    A power cut may still undo the renaming, until its folder is synced.
    """
    make_folders(path.parent)
    aside = path.with_name(partial_name(path.name))
    with aside.open("wb") as file:
        file.writelines(content)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(path)


def partial_name(name: str) -> str:
    """Return the name of a file until it is whole: no document's, as `safe_path` leaves no dot in front."""
    return f".{name}.partial"


def make_folders(path: Path) -> None:
    """Make a folder and those above it, so that they survive a power cut."""
    if not path.is_dir():
        make_folders(path.parent)
        path.mkdir(exist_ok=True)
        sync_folder(path.parent)


def sync_folder(path: Path) -> None:
    """Make new, renamed and deleted files of a folder survive a power cut, where the system can."""
    if os.name == "nt":
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def make_folder(path: Path) -> set[str]:
    """Make a folder if it is not there, and return the names in it. Raises OutputError."""
    try:
        make_folders(path)
        return {entry.name for entry in path.iterdir()}
    except OSError as error:
        msg = f"folder {str(path)!r} cannot be used: {error.strerror}; name one that you may write to"
        raise OutputError(msg) from error


def refuse_links(folder: str | Path) -> None:
    """Raise OutputError if there is a link in a folder or below it: what is written would end up elsewhere."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_symlink():
                msg = f"output holds a link, {entry.path!r}, and normkit makes none; delete it"
                raise OutputError(msg)
            if entry.is_dir():
                refuse_links(entry.path)


@contextmanager
def told_as_output_error(out: Path) -> Iterator[None]:
    """Raise OutputError for whatever goes wrong with files."""
    try:
        yield
    except OSError as error:
        msg = f"output {str(out)!r} cannot be written: {error.strerror}; mend that and run it again"
        raise OutputError(msg) from error


@contextmanager
def lock(path: Path) -> Iterator[None]:
    """Hold the kernel's lock on a file; it ends with the process that holds it. Raises LockError."""
    with path.open("ab") as file:
        try:
            _acquire(file)
        except (BlockingIOError, PermissionError) as error:  # the second is what Windows says
            msg = f"output {str(path.parent)!r} is in use by another run; wait for it or name another output"
            raise LockError(msg) from error
        yield


def _acquire(file: IO[bytes]) -> None:
    with suppress(ImportError):
        import fcntl  # noqa: PLC0415 (not on Windows)

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return
    import msvcrt  # noqa: PLC0415 (only on Windows)

    msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined, unused-ignore]
