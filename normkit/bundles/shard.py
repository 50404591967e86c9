"""A bundle cut into units of work and of commit."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from pydantic import BaseModel, ConfigDict

from normkit.record.counts import Counts
from normkit.record.parts import Content
from normkit.sources.raw_document import RawDocument, Unreadable

SHARD_BYTES = 4 * 2**20
_PIECE_BYTES = 2**18
_SHARD_DOCUMENTS, _PIECE_DOCUMENTS = 2**13, 2**9  # as many at most: small ones leave more than they bring


@dataclass(frozen=True)
class Shard:
    """Neighbouring documents: the unit of work and of commit."""

    number: int
    documents: list[RawDocument | Unreadable]

    def pieces(self) -> Iterator[list[RawDocument | Unreadable]]:
        """Cut it into what a worker takes at once: little, so that all workers end at the same time."""
        return _neighbours(self.documents, _PIECE_BYTES, _PIECE_DOCUMENTS)

    def digest(self) -> str:
        """Digest all that the documents bring along."""
        return hashlib.sha256(self.fingerprint).hexdigest()

    @cached_property
    def fingerprint(self) -> bytes:
        """Digests of the documents one after the other, which do not depend on where shards begin and end."""
        return b"".join(digest for document in self.documents for digest in _digests(document))


def _digests(document: RawDocument | Unreadable) -> Iterator[bytes]:
    about = document.name, document.source, document.about
    yield hashlib.sha256(json.dumps(about, default=str).encode()).digest()
    yield hashlib.sha256(document.raw).digest()


class Stopped(BaseModel):
    """A document that ended its worker, or was at work for too long: where, and why."""

    model_config = ConfigDict(extra="forbid")

    index: int
    name: str
    stage: str | None
    """None: no stage was at work."""
    distribution: str | None
    version: str | None
    reason: str


@dataclass(frozen=True)
class Outcome:
    """What became of a shard: files with the path in the output that they want, and counts."""

    shard: int
    input: str
    files: Sequence[tuple[str, Content]]
    counts: Counts
    reasons: list[str]
    """Why documents went to quarantine, one line each."""
    stopped: list[Stopped] = field(default_factory=list)
    """The documents among them that would have killed a worker."""
    cpu: dict[str, float] = field(default_factory=dict)
    """CPU seconds by what they were spent on, if the job is profiled."""


def shards(documents: Iterable[RawDocument | Unreadable], limit: int = SHARD_BYTES) -> Iterator[Shard]:
    """Cut a bundle into shards of at most `limit` bytes, or of one larger document."""
    return (Shard(n, cut) for n, cut in enumerate(_neighbours(documents, limit, _SHARD_DOCUMENTS)))


def _neighbours(
    documents: Iterable[RawDocument | Unreadable], limit: int, most: int
) -> Iterator[list[RawDocument | Unreadable]]:
    """Cut documents into lists of at most `most`, and of at most `limit` bytes or of one larger document."""
    size = 0
    pending: list[RawDocument | Unreadable] = []
    for document in documents:
        if pending and (size + len(document.raw) > limit or len(pending) == most):
            yield pending
            size, pending = 0, []
        pending.append(document)
        size += len(document.raw)
    if pending:
        yield pending
