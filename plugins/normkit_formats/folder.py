"""A folder of `.txt` files, those in its subfolders too."""

from collections.abc import Iterator

from normkit import RawDocument, Source, Unreadable, hookimpl
from normkit_formats.names import SUFFIX, id_of, order, plain


@hookimpl
def normkit_read(source: Source) -> Iterator[RawDocument | Unreadable]:
    """Read the files by folder, number and name."""
    paths = {path.relative_to(source.path).as_posix(): path for path in source.path.rglob(f"*{SUFFIX}")}
    for name in sorted(paths, key=order):
        try:
            if paths[name].is_dir():
                continue
            if refusal := source.too_large(plain(name), paths[name].stat().st_size):
                yield refusal
                continue
            raw = paths[name].read_bytes()
        except OSError as error:
            yield Unreadable(plain(name), f"{error.strerror}")
        else:
            yield RawDocument(raw, id=id_of(plain(name)), name=plain(name))
