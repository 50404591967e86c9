"""A tar archive, read forward: `.txt` members in their order. Nothing is extracted."""

import tarfile
from collections.abc import Iterator
from typing import BinaryIO

from normkit import RawDocument, Source, Unreadable, hookimpl
from normkit_formats.names import SUFFIX, id_of, plain

_END_BLOCK = bytes(tarfile.BLOCKSIZE)
_LONGEST_HEAD = 2**16  # bytes: tarfile would read one of any length, and search it in quadratic time


@hookimpl
def normkit_read(source: Source) -> Iterator[RawDocument | Unreadable]:
    """Read the regular members; others that look like documents are named."""
    with source.stream() as stream:
        forward = _Forward(stream)
        with tarfile.TarFile(fileobj=forward) as archive:  # type: ignore[arg-type] # it needs no more of a file
            while member := archive.next():
                if member.name.endswith(SUFFIX) and not member.isdir():
                    yield _member(forward, member, source)
                archive.members.clear()  # type: ignore[attr-defined] # or all of them would stay in memory
        reason = _why_not_whole(forward)  # which reads on, and may meet damage
        source.damage = source.damage or reason


def _member(forward: "_Forward", member: tarfile.TarInfo, source: Source) -> RawDocument | Unreadable:
    name = plain(member.name)
    if not member.isreg() or member.issparse():
        return Unreadable(name, "it is a link, a device or a file with holes, which are not read")
    if refusal := source.too_large(name, member.size):
        return refusal
    raw = forward.content(member)
    if len(raw) < member.size:
        return Unreadable(name, "the member is cut off", raw)
    return RawDocument(raw, id=id_of(name), name=name)


def _why_not_whole(forward: "_Forward") -> str | None:
    """Say what is wrong where tarfile, without a word, took the archive to be at its end."""
    if forward.last.strip(b"\0"):
        return "the head of a member is cut off or damaged"
    if forward.read(len(_END_BLOCK)) != _END_BLOCK:
        return "the archive is cut off: its end blocks are missing"
    while padding := forward.read(tarfile.RECORDSIZE):
        if padding.strip(b"\0"):
            return "something else follows the end of the archive"
    return None


class _Forward:
    """A stream as tarfile wants it: it can be sought forward, and remembers what was read last."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._position = 0
        self.last = b""

    def tell(self) -> int:
        return self._position

    def seek(self, position: int) -> None:
        if position < self._position:
            msg = "a member has a negative size"
            raise tarfile.ReadError(msg)
        while self._position < position and self.read(min(position - self._position, _LONGEST_HEAD)):
            pass

    def content(self, member: tarfile.TarInfo) -> bytes:
        """Return the bytes of a member, fewer if the stream ends in it."""
        self.seek(member.offset_data)
        return self._read(member.size)

    def read(self, size: int) -> bytes:
        if size > _LONGEST_HEAD:
            msg = f"the head of a member is longer than {_LONGEST_HEAD:,} bytes"
            raise tarfile.ReadError(msg)
        return self._read(size)

    def _read(self, size: int) -> bytes:
        self.last = self._stream.read(size)
        self._position += len(self.last)
        return self.last
