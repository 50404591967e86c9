"""One document: a text file, or standard input."""

from collections.abc import Iterator

from normkit import RawDocument, Source, Unreadable, hookimpl
from normkit_formats.names import SUFFIX, id_of, plain


@hookimpl
def normkit_read(source: Source) -> Iterator[RawDocument | Unreadable]:
    """Read all of it."""
    name = plain(source.name).removesuffix(SUFFIX) + SUFFIX
    with source.stream() as stream:
        raw = stream.read(source.limits.max_document_bytes + 1)
    yield source.too_large(name, len(raw)) or RawDocument(raw, id=id_of(name), name=name)
