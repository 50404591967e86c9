"""A tar archive, read forward: `.txt` members in their order. Nothing is extracted."""

import tarfile
from collections.abc import Iterator
from typing import BinaryIO

from normkit import RawDocument, Source, Unreadable, hookimpl
from normkit_formats.names import SUFFIX, id_of, plain

_END = bytes(2 * tarfile.BLOCKSIZE)


@hookimpl
def normkit_read(source: Source) -> Iterator[RawDocument | Unreadable]:
    """Read the regular members; an archive without its end blocks was cut off, which tarfile hides."""
    with source.stream() as stream:
        tail = _Tail(stream)
        with tarfile.open(fileobj=tail, mode="r|") as archive:  # type: ignore[call-overload] # only read is needed
            for member in archive:
                if member.isreg() and member.name.endswith(SUFFIX):
                    yield _member(archive, member, source)
        while tail.read(tarfile.RECORDSIZE):
            pass
        if tail.last != _END and not source.damage:
            source.damage = "the archive is cut off: its end blocks are missing"


def _member(archive: tarfile.TarFile, member: tarfile.TarInfo, source: Source) -> RawDocument | Unreadable:
    name = plain(member.name)
    file = archive.extractfile(member)
    assert file is not None, "a regular member has content"
    return source.too_large(name, member.size) or RawDocument(file.read(), id=id_of(name), name=name)


class _Tail:
    """A stream that remembers the last bytes read from it."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.last = b""

    def read(self, size: int) -> bytes:
        data = self._stream.read(size)
        self.last = (self.last + data)[-len(_END) :]
        return data
