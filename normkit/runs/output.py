"""The output of a run: shards committed by receipts, and the manifest made from them."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from normkit.bundles.shard import Outcome, Stopped
from normkit.record.counts import Counts
from normkit.runs.claim import as_json, claim
from normkit.runs.files import sync_folder, write_aside, write_file
from normkit.safety import free_path

_FOLDERS = ("documents", "quarantine", "receipts", "text")
_MANIFEST = "manifest.json"


class FileEntry(BaseModel):
    """A file of a shard: its length in bytes and its checksum."""

    model_config = ConfigDict(extra="forbid")

    bytes: int
    sha256: str


class Receipt(BaseModel):
    """Commits a shard: without it the shard's files do not count."""

    model_config = ConfigDict(extra="forbid")

    shard: int
    input: str
    """Digest of the shard's documents."""
    files: dict[str, FileEntry]
    """By path below the output."""
    counts: Counts
    stopped: list[Stopped] = []


class Output:
    """The folder that a run writes."""

    def __init__(self, path: Path, identity: Mapping[str, Any]) -> None:
        """Take an empty folder or continue a run of the same job. Raises OutputError."""
        self.path = path
        self._identity = dict(identity)
        claim(path, identity)
        self.committed = self._resume()
        """For each shard that has a receipt the digest of its documents: little, as there may be many."""

    def _resume(self) -> dict[int, str]:
        """Return what is committed, and delete what no receipt names: the leavings of a killed run."""
        committed: dict[int, str] = {}
        named: set[str] = set()
        for receipt in self._valid_receipts():
            committed[receipt.shard] = receipt.input
            named.update((_receipt_name(receipt.shard), *receipt.files))
        self._sweep(named)
        for folder in (self.path, *filter(Path.is_dir, self.path.rglob("*"))):
            sync_folder(folder)  # a run that was killed may not have come to it
        return committed

    def _valid_receipts(self) -> Iterator[Receipt]:
        for path in sorted((self.path / "receipts").glob("part-*.json")):
            try:
                receipt = Receipt.model_validate_json(path.read_bytes())
            except ValidationError:
                continue
            if all(_entry(self.path / name) == entry for name, entry in receipt.files.items()):
                yield receipt

    def _sweep(self, named: set[str]) -> None:
        for folder in _FOLDERS:
            for path in (self.path / folder).rglob("*"):
                if path.is_file() and path.relative_to(self.path).as_posix() not in named:
                    path.unlink()

    def commit(self, outcome: Outcome) -> Receipt:
        """Write the files of a shard, then its receipt."""
        self._begin()
        entries = {}
        for name, content in outcome.files:
            path = free_path(self.path / name)  # two documents may want one name
            write_aside(path, content)
            entries[path.relative_to(self.path).as_posix()] = _describe(content)
        for folder in {(self.path / name).parent for name in entries}:
            sync_folder(folder)
        receipt = Receipt(
            shard=outcome.shard,
            input=outcome.input,
            files=entries,
            counts=outcome.counts,
            stopped=outcome.stopped,
        )
        write_file(self.path / _receipt_name(outcome.shard), receipt.model_dump_json().encode())
        self.committed[outcome.shard] = receipt.input
        return receipt

    def _begin(self) -> None:
        """Take back the manifest of a run that was finished, and then damaged."""
        manifest = self.path / _MANIFEST
        if manifest.exists():
            manifest.unlink()
            sync_folder(self.path)

    def receipt(self, shard: int) -> Receipt:
        """Read the receipt of a shard that is committed."""
        return Receipt.model_validate_json((self.path / _receipt_name(shard)).read_bytes())

    def finish(self, source: str) -> Counts:
        """Write the manifest from the receipts, and return what they count together."""
        counts = Counts()
        parts: dict[str, dict[str, Any]] = {}
        stopped: list[dict[str, Any]] = []
        digest = hashlib.sha256()
        for receipt in map(self.receipt, sorted(self.committed)):
            counts.add(receipt.counts)
            stopped += [document.model_dump() for document in receipt.stopped]
            digest.update(receipt.input.encode())
            parts |= {n: entry.model_dump() for n, entry in receipt.files.items() if n.startswith("documents/")}
        manifest = {
            "input": {"source": source, "digest": digest.hexdigest()},
            "job": self._identity,
            "counts": counts.model_dump(mode="json"),
            "stopped": stopped,
            "parts": parts,
        }
        write_file(self.path / _MANIFEST, as_json(manifest))
        return counts


def _receipt_name(shard: int) -> str:
    return f"receipts/part-{shard:05d}.json"


def _describe(content: Iterable[bytes]) -> FileEntry:
    size, digest = 0, hashlib.sha256()
    for piece in content:
        size += len(piece)
        digest.update(piece)
    return FileEntry(bytes=size, sha256=digest.hexdigest())


def _entry(path: Path) -> FileEntry | None:
    try:
        return _describe([path.read_bytes()])
    except OSError:
        return None
