"""A bundle as one stream of numbered documents, whatever form it comes in."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, count, islice

from normkit.bundles.formats import Reader, find_format
from normkit.plugins.trust import Trust
from normkit.sources.limits import Limits
from normkit.sources.raw_document import RawDocument, Unreadable
from normkit.sources.source import STDIN, BundleError, Source

FIELDS = {"id": "id", "text": "text", "url": "url"}


@dataclass(frozen=True)
class Bundle:
    """One or several places whose documents are read one after the other, and numbered through."""

    sources: Sequence[tuple[Source, Reader]]

    @property
    def name(self) -> str:
        """The base names of the places."""
        return ", ".join(source.name for source, _ in self.sources)

    @property
    def location(self) -> str:
        """The places as they were given."""
        return ", ".join(source.location for source, _ in self.sources)

    @property
    def lasts(self) -> bool:
        """Whether it can be read more than once: standard input and pipes cannot."""
        return all(source.lasts for source, _ in self.sources)

    def begin(self) -> Iterator[RawDocument | Unreadable]:
        """Read the first document and return all. Raises BundleError if there is none."""
        documents = iter(self)
        for first in documents:
            return chain([first], documents)
        msg = f"bundle {self.location!r} holds no document; name a folder of .txt files, or an archive of them"
        raise BundleError(msg)

    def __iter__(self) -> Iterator[RawDocument | Unreadable]:
        """Read. A place that is damaged ends with an `Unreadable`; what came before it is kept."""
        index = count()
        for source, reader in self.sources:
            for document in _read(source, reader):
                yield replace(document, index=next(index), source=source.name)


def open_bundle(
    *locations: str,
    format: str | None = None,  # noqa: A002 (as the option is called)
    fields: Mapping[str, str] | None = None,
    limits: Limits | None = None,
    trust: Trust | None = None,
) -> Bundle:
    """Open files, folders or remote addresses; `-` is standard input.

    `format` is the name of a format; without it names decide. `fields` say in which columns a document's id,
    text and url are. Raises BundleError if a place or its format cannot be found.
    """
    limits, trust = limits or Limits(), trust or Trust()
    sources = [Source(location, {**FIELDS, **(fields or {})}, limits) for location in locations]
    return Bundle([(s, find_format(format or _format_name(s), s.location, trust)) for s in sources])


def _format_name(source: Source) -> str:
    if source.is_folder:
        return "folder"
    if source.location == STDIN:
        return "txt"
    name = source.name.lower().removesuffix(".gz").removesuffix(".zst")
    return name.rpartition(".")[2]


def _read(source: Source, reader: Reader) -> Iterator[RawDocument | Unreadable]:
    source.damage = None
    before = source.state
    most = source.limits.max_documents
    try:
        documents = reader(source=source)
        yield from map(_checked, islice(documents, most))
        if most is not None and next(documents, None):
            source.damage = f"it holds more documents than limits.max_documents, {most}"
    except BundleError:
        raise
    except Exception as error:  # noqa: BLE001 (a reader may raise anything; what it read before is kept)
        source.damage = source.damage or f"{type(error).__name__}: {error}"
    if source.damage:
        yield Unreadable(source.name, f"{source.location}: {source.damage}; what follows is not read")
    if source.state != before:
        reason = f"{source.location}: it was changed while it was read; run it again when nothing writes to it"
        yield Unreadable(source.name, reason)


def _checked(document: object) -> RawDocument | Unreadable:
    """Return what a reader gave, fit to be written. Raises TypeError if it is no document."""
    if not isinstance(document, RawDocument | Unreadable) or not isinstance(document.raw, bytes):
        msg = f"the format's plugin gave {document!r:.80}, not a RawDocument of bytes"
        raise TypeError(msg)
    try:
        json.dumps(document.about, default=str)
    except (TypeError, ValueError, RecursionError) as error:
        return Unreadable(document.name, f"its id or columns cannot be written as JSON: {error}", document.raw)
    return document
