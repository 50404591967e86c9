"""Whether the output of a run is still what the run left."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from normkit.errors import UsageError
from normkit.record.counts import Counts, count
from normkit.record.parts import read_part
from normkit.record.record import RestoreError
from normkit.runs.claim import claimed
from normkit.runs.files import OutputError
from normkit.runs.output import FileEntry, Receipt
from normkit.runs.surveying import SURVEY

_OWN = ("job.json", "manifest.json", "run.json", "report.html", ".lock")  # what no receipt names, and may be
_AGAIN = "run the bundle again with this output, which makes it anew"
_DELETE = "delete it, then run the bundle again with this output, which makes it anew"


@dataclass(frozen=True, slots=True)
class Fault:
    """A file, by its path below the output, that is not what the run left; what about it, and what to do."""

    file: str
    what: str
    remedy: str


class Verification:
    """One pass over an output, part by part: iterating yields its faults."""

    def __init__(self, out: Path) -> None:
        """Begin with nothing checked. Raises OutputError if `out` holds no run."""
        if not (out / "job.json").is_file():
            msg = f"{str(out)!r} holds no run; name the output of 'normkit run'"
            raise OutputError(msg)
        self.files = 0
        """How many files that receipts name, and the survey, were compared so far."""
        self.documents = 0
        """How many records were restored and compared so far."""
        self._out = out
        self._named = set(_OWN)
        self._counts = Counts()
        self._digest = hashlib.sha256()
        self._stopped: list[dict[str, Any]] = []
        self._parts: dict[str, Any] = {}

    def __iter__(self) -> Iterator[Fault]:
        """Check each receipt, its files and records; survey and manifest; then what no receipt names."""
        for path in sorted((self._out / "receipts").glob("part-*.json")):
            yield from self._check_receipt(path)
        yield from self._check_survey()
        yield from self._check_manifest()
        yield from self._find_strays()

    def _check_receipt(self, path: Path) -> Iterator[Fault]:
        name = path.relative_to(self._out).as_posix()
        self._named.add(name)
        try:
            receipt = Receipt.model_validate_json(path.read_bytes())
        except (OSError, ValidationError):
            yield Fault(name, "is not a receipt", _AGAIN)
            return
        self._note(receipt)
        counts: Counts | None = Counts(quarantined=receipt.counts.quarantined)
        for file, entry in receipt.files.items():
            if what := _compare(self._out / file, entry):
                yield Fault(file, what, _AGAIN)
                counts = None if _is_part(file) else counts
            elif counts and _is_part(file):
                yield from self._check_part(file, counts)
        if counts and (names := _differing(counts.model_dump(), receipt.counts.model_dump())):
            yield Fault(name, f"counts other {', '.join(names)} than its records hold", _DELETE)

    def _note(self, receipt: Receipt) -> None:
        """Add up what the manifest should say."""
        self.files += len(receipt.files)
        self._named.update(receipt.files)
        self._counts.add(receipt.counts)
        self._digest.update(receipt.input.encode())
        self._stopped += [document.model_dump() for document in receipt.stopped]
        self._parts |= {name: entry.model_dump() for name, entry in receipt.files.items() if _is_part(name)}

    def _check_part(self, file: str, counts: Counts) -> Iterator[Fault]:
        """Restore each record, and add it to `counts`."""
        try:
            for record in read_part(self._out / file):
                self.documents += 1
                counts.add(count([record]))
                try:
                    record.restore()
                except RestoreError as error:
                    yield Fault(file, str(error), f"delete the part, then {_AGAIN}")
        except (UsageError, OSError, ValueError) as error:  # ValueError: what other libraries say of bad data
            yield Fault(file, f"cannot be read: {error}", _DELETE)

    def _check_survey(self) -> Iterator[Fault]:
        about = _mapping(claimed(self._out).get("survey"))
        try:
            entry = FileEntry(bytes=about["bytes"], sha256=about["sha256"])
        except (LookupError, ValidationError):
            return  # it has none
        self._named.add(SURVEY)
        self.files += 1
        if what := _compare(self._out / SURVEY, entry, "job.json"):
            yield Fault(SURVEY, what, _AGAIN)

    def _check_manifest(self) -> Iterator[Fault]:
        manifest, job = _load(self._out / "manifest.json"), _load(self._out / "job.json")
        if job is None:
            yield Fault("job.json", "belongs to no run", "name another output for the next run")
        if manifest is None:
            what = (
                "is not a manifest"
                if (self._out / "manifest.json").exists()
                else "is missing: the run is not finished"
            )
            yield Fault("manifest.json", what, "run the bundle again with this output, which finishes it")
            return
        expected = {
            "counts": self._counts.model_dump(mode="json"),
            "input": {**_mapping(manifest.get("input")), "digest": self._digest.hexdigest()},
            "job": job,
            "stopped": self._stopped,
            "parts": self._parts,
        }
        if names := _differing(expected, manifest):
            yield Fault(
                "manifest.json", f"says other {', '.join(names)} than the receipts and job.json do", _AGAIN
            )

    def _find_strays(self) -> Iterator[Fault]:
        for path in sorted(self._out.rglob("*")):
            name = path.relative_to(self._out).as_posix()
            if name not in self._named and not path.is_dir():
                yield Fault(name, "is named by no receipt", "move it elsewhere or delete it")


def _compare(path: Path, entry: FileEntry, witness: str = "its receipt") -> str | None:
    """Say what is wrong with a file of which `witness` tells; None: nothing."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        return f"cannot be read: {error.strerror}"
    if size != entry.bytes:
        return f"holds {size:,} bytes, not {entry.bytes:,} as {witness} says"
    return None if digest == entry.sha256 else f"has another checksum than {witness} says"


def _is_part(file: str) -> bool:
    return file.startswith("documents/")


def _differing(one: Mapping[str, Any], other: Mapping[str, Any]) -> list[str]:
    return [key for key, value in one.items() if value != other.get(key)]


def _load(path: Path) -> dict[str, Any] | None:
    try:
        content = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None
    return content if isinstance(content, dict) else None


def _mapping(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
