"""A zip archive: `.txt` members in the order of its directory. Nothing is extracted."""

import os
import stat
import zipfile
from collections.abc import Iterator
from typing import BinaryIO

from normkit import BundleError, RawDocument, Source, Unreadable, hookimpl
from normkit_formats.names import SUFFIX, id_of, plain

_METHODS = zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED  # those that zipfile undoes piece by piece; ISO/IEC 21320
_PIECE = 2**12  # bytes undone at once: a member may hold more than its directory says


@hookimpl
def normkit_read(source: Source) -> Iterator[RawDocument | Unreadable]:
    """Read the members; one that is damaged costs no other. Without its directory an archive is refused."""
    expanded = 0
    with source.open() as file, _open(file, source) as archive:
        size = file.seek(0, os.SEEK_END)
        for member in archive.infolist():
            if member.orig_filename.endswith(SUFFIX):  # the other ends at a NUL
                document = _member(archive, member, source)
                expanded += len(document.raw)
                if reason := source.limits.why_not_expand(expanded, size):  # members may share their bytes
                    source.damage = reason
                    return
                yield document


def _open(file: BinaryIO, source: Source) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(file)
    except Exception as error:
        msg = f"bundle {source.location!r} is not a complete zip archive: {error}; get it again"
        raise BundleError(msg) from error


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, source: Source) -> RawDocument | Unreadable:
    name = plain(member.orig_filename)
    if stat.S_ISLNK(member.external_attr >> 16):
        return Unreadable(name, "it is a link, which is not read")
    if member.compress_type not in _METHODS:
        return Unreadable(name, "it is neither stored nor deflated, and nothing else is read")
    if refusal := source.too_large(name, member.file_size, member.compress_size):
        return refusal
    pieces: list[bytes] = []
    try:
        with archive.open(member) as content:
            pieces.extend(iter(lambda: content.read(_PIECE), b""))
    except Exception as error:  # noqa: BLE001 (zlib, zipfile and passwords each have their own)
        return Unreadable(name, f"{type(error).__name__}: {error}", b"".join(pieces))
    return RawDocument(b"".join(pieces), id=id_of(name), name=name)
