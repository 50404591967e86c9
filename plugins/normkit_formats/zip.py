"""A zip archive: `.txt` members in the order of its directory. Nothing is extracted."""

import zipfile
from collections.abc import Iterator
from typing import BinaryIO

from normkit import BundleError, RawDocument, Source, Unreadable, hookimpl
from normkit_formats.names import SUFFIX, id_of, plain


@hookimpl
def normkit_read(source: Source) -> Iterator[RawDocument | Unreadable]:
    """Read the members; one that is damaged costs no other. Without its directory an archive is refused."""
    with source.open() as file, _open(file, source) as archive:
        for member in archive.infolist():
            if member.filename.endswith(SUFFIX):
                yield _member(archive, member, source)


def _open(file: BinaryIO, source: Source) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(file)
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        msg = f"bundle {source.location!r} is no whole zip archive: {error}; get it again"
        raise BundleError(msg) from error


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, source: Source) -> RawDocument | Unreadable:
    name = plain(member.filename)
    if refusal := source.too_large(name, member.file_size, member.compress_size):
        return refusal
    try:
        raw = archive.read(member)
    except Exception as error:  # noqa: BLE001 (zlib, zipfile and passwords each have their own)
        return Unreadable(name, f"{type(error).__name__}: {error}")
    return RawDocument(raw, id=id_of(name), name=name)
