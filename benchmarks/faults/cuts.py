"""Archives of every form, cut off: all before the cut is kept, and the cut is told."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.faults.archives import FORMS, Archive, texts
from benchmarks.faults.outcome import Outcome
from normkit import BundleError, RawDocument
from normkit.bundles.bundle import open_bundle

_DOCUMENTS = 200


def measure(folder: Path, times: int = 400) -> Iterator[Outcome]:
    """Cut an archive of 200 documents of each form at so many places, evenly spread."""
    documents = texts(_DOCUMENTS)
    for form, make in FORMS.items():
        archive = make(documents)
        cuts = range(0, len(archive.content), max(1, len(archive.content) // times))
        bad = sum(not survives(folder / f"bundle.{form}", archive, documents, cut) for cut in cuts)
        silent = len(archive.silent.intersection(cuts))
        note = f"{silent} cuts leave a whole archive, which nothing tells" if silent else ""
        yield Outcome(f"{form} cut off", len(cuts), bad, note)


def survives(path: Path, archive: Archive, documents: Sequence[bytes], cut: int) -> bool:
    """Cut an archive, and say whether exactly what stands before the cut is read, and the cut told."""
    path.write_bytes(archive.content[:cut])
    read = []
    told = False
    try:
        for document in open_bundle(str(path)).begin():
            read += [document.raw] if isinstance(document, RawDocument) else []
            told = not isinstance(document, RawDocument)
    except BundleError:
        told = True
    return read == documents[: bisect_right(archive.ends, cut)] and told != (cut in archive.silent)
