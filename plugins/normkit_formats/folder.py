"""A folder of `.txt` files, those in its subfolders too."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from normkit import RawDocument, Source, Unreadable, hookimpl
from normkit_formats.names import SUFFIX, id_of, order, plain


@hookimpl
def normkit_read(source: Source) -> Iterator[RawDocument | Unreadable]:
    """Read the files by folder, number and name; then name the folders that cannot be looked into."""
    closed: list[OSError] = []
    root = source.path.resolve()
    for path in sorted(_paths(root, closed), key=lambda path: order(path.relative_to(root).as_posix())):
        name = plain(path.relative_to(root).as_posix())
        try:
            yield _leads_out(path, root, name) or _file(path, name, source)
        except OSError as error:
            yield Unreadable(name, f"{error.strerror}")
    for refused in closed:
        name = Path(refused.filename).relative_to(root).as_posix()
        yield Unreadable(plain(name), f"{refused.strerror}: the folder cannot be looked into")


def _paths(root: Path, closed: list[OSError]) -> Iterator[Path]:
    """Yield the `.txt` below `root`, and links to folders elsewhere; note what cannot be looked into."""
    for place, folders, files in os.walk(root, onerror=closed.append):
        folder = Path(place)
        yield from (folder / name for name in files if name.endswith(SUFFIX))
        yield from (folder / name for name in folders if _leads_out(folder / name, root, name))


def _leads_out(path: Path, root: Path, name: str) -> Unreadable | None:
    if path.is_symlink() and not Path(os.path.realpath(path)).is_relative_to(root):
        return Unreadable(name, "it is a link that leads out of the folder: put what it points to in its place")
    return None


def _file(path: Path, name: str, source: Source) -> RawDocument | Unreadable:
    before = path.stat()
    if not stat.S_ISREG(before.st_mode):
        return Unreadable(name, "it is not a regular file")
    if refusal := source.too_large(name, before.st_size):
        return refusal
    with path.open("rb") as file:
        raw = file.read(before.st_size + 1)
        after = os.fstat(file.fileno())
    if (len(raw), after.st_mtime_ns) != (before.st_size, before.st_mtime_ns):
        return Unreadable(name, "it was changed while it was read", raw)
    return RawDocument(raw, id=id_of(name), name=name)
