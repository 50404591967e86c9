"""The pass that normalizes: what becomes of every document."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from normkit.bundles.shard import Stopped
from normkit.pipelines.pipeline import Pipeline
from normkit.record.counts import Counts, count
from normkit.record.parts import Content, Form, Row
from normkit.record.record import Record
from normkit.safety import safe_path
from normkit.sources.raw_document import RawDocument, Unreadable

_SUFFIX = ".txt"  # of quarantined documents, so that their folder is a bundle
_NOTHING: Mapping[str, str | None] = MappingProxyType({})


@dataclass
class Taken:
    """What became of some documents."""

    rows: list[Row] = field(default_factory=list)
    files: list[tuple[str, Content]] = field(default_factory=list)
    counts: Counts = field(default_factory=Counts)
    reasons: list[str] = field(default_factory=list)
    stopped: list[Stopped] = field(default_factory=list)
    cpu: dict[str, float] = field(default_factory=dict)

    def quarantine(
        self, document: RawDocument | Unreadable, reason: str, about: Mapping[str, str | None] = _NOTHING
    ) -> None:
        """Keep the bytes of a document that could not be processed, and why."""
        self.counts.quarantined += 1
        extra = {"extra": document.extra} if isinstance(document, RawDocument) and document.extra else {}
        row = {"index": document.index, "name": document.name, **extra, **about, "reason": reason}
        self.reasons.append(json.dumps(row, default=str))
        if isinstance(document, RawDocument) or document.raw:
            name = safe_path(document.name).removesuffix(_SUFFIX) + _SUFFIX
            self.files.append((f"quarantine/{name}", [document.raw]))

    def add(self, other: "Taken") -> None:
        """Add what became of the documents that follow, in place."""
        self.rows += other.rows
        self.files += other.files
        self.counts.add(other.counts)
        self.reasons += other.reasons
        self.stopped += other.stopped


class Normalizer:
    """A pipeline that takes documents."""

    def __init__(self, pipeline: Pipeline, form: Form, *, text: bool) -> None:
        self._pipeline = pipeline
        self._form = form
        self._text = text

    def take(self, documents: Sequence[RawDocument | Unreadable]) -> Taken:
        """Normalize some documents; one that cannot be goes to quarantine.

        Raises MemoryError where that is watched: it is then known which document it was.
        """
        place, taken = self._pipeline.place, Taken()
        place.begin()
        records = self._normalize(
            {n: each for n, each in enumerate(documents) if isinstance(each, RawDocument)}
        )
        written: list[Record] = []
        for number, document in enumerate(documents):
            place.enter(number)
            if isinstance(document, Unreadable):
                taken.quarantine(document, document.reason)
                continue
            try:
                written.append(self._add(taken, document, records[number]))
            except Exception as error:
                if place.ends(error):
                    raise
                taken.quarantine(document, f"{type(error).__name__}: {error}")
        place.enter(len(documents))
        taken.counts.add(count(written))
        return taken

    def _normalize(self, documents: Mapping[int, RawDocument]) -> Mapping[int, Record | Exception]:
        """Return the record of each document, or why there is none: then each is tried alone."""
        try:
            return self._pipeline.normalize_together(documents)
        except Exception as error:
            if self._pipeline.place.ends(error):
                raise
            if len(documents) == 1:
                return dict.fromkeys(documents, error)
            return {n: self._normalize({n: document})[n] for n, document in documents.items()}

    def _add(self, taken: Taken, document: RawDocument, record: Record | Exception) -> Record:
        """Write the record down, and return it."""
        if isinstance(record, Exception):
            raise record
        taken.rows.append(self._form.row(record))
        if self._text:
            taken.files.append((f"text/{safe_path(document.name)}", [record.text.encode()]))
        return record
