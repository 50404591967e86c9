# ruff: noqa: INP001 (a script, part of no package)
"""What reading a bundle and writing records cost, as ratios to `ftfy.fix_text` on the same text.

    python benchmarks/read_write.py BUNDLE [--json FILE]

CPU time of one process. BUNDLE is read, its documents are written as records in every form, and as JSON lines,
tar and zip archives that are read again.
"""

import argparse
import io
import json
import sys
import tarfile
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import ftfy

from normkit import Pipeline, RawDocument
from normkit.bundle import open_bundle
from normkit.parts import FORMS


def seconds(work: Callable[[], object]) -> float:
    """Return the CPU time of `work`, the better of two."""
    times = []
    for _ in range(2):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def read(path: Path) -> list[RawDocument]:
    """Read all documents of a bundle."""
    return [document for document in open_bundle(str(path)) if isinstance(document, RawDocument)]


def archives(documents: Sequence[RawDocument], folder: Path) -> Iterator[Path]:
    """Write the documents in forms that bundles come in."""
    yield (jsonl := folder / "b.jsonl")
    lines = (json.dumps({"id": d.id, "text": d.raw.decode(errors="replace")}) + "\n" for d in documents)
    jsonl.write_text("".join(lines), encoding="utf-8")
    for name, mode in (("b.tar", "w"), ("b.tar.gz", "w:gz")):
        with tarfile.open(folder / name, mode) as archive:  # type: ignore[call-overload]
            for document in documents:
                member = tarfile.TarInfo(document.name)
                member.size = len(document.raw)
                archive.addfile(member, io.BytesIO(document.raw))
        yield folder / name
    with zipfile.ZipFile(folder / "b.zip", "w", zipfile.ZIP_DEFLATED) as zipped:
        for document in documents:
            zipped.writestr(document.name, document.raw)
    yield folder / "b.zip"


def measure(bundle: Path) -> dict[str, Any]:
    """Return milliseconds per MB by kind of work, and their ratios to ftfy."""
    documents = read(bundle)
    megabytes = sum(len(document.raw) for document in documents) / 1e6
    records = [Pipeline([]).normalize(document) for document in documents]
    times = {"ftfy.fix_text": seconds(lambda: [ftfy.fix_text(record.text) for record in records])}
    times[f"read {bundle.name}"] = seconds(lambda: read(bundle))
    with tempfile.TemporaryDirectory() as folder:
        for path in list(archives(documents, Path(folder))):
            times[f"read {path.name}"] = seconds(lambda path=path: read(path))  # type: ignore[misc]
    for name, form in FORMS.items():
        times[f"write {name}"] = seconds(lambda form=form: form.join([form.row(r) for r in records]))  # type: ignore[misc]
    ms = {name: 1000 * value / megabytes for name, value in times.items()}
    ratios = {name: value / times["ftfy.fix_text"] for name, value in times.items()}
    return {"documents": len(documents), "megabytes": megabytes, "ms_per_mb": ms, "ratios": ratios}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bundle", type=Path)
    parser.add_argument("--json", type=Path, help="also write the figures here")
    arguments = parser.parse_args()
    result = measure(arguments.bundle)
    sys.stdout.write(f"{result['documents']} documents, {result['megabytes']:.1f} MB\n")
    for name, ms in result["ms_per_mb"].items():
        sys.stdout.write(f"{name:<24}{ms:10.1f} ms/MB{result['ratios'][name]:10.3f}\n")
    if arguments.json:
        arguments.json.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
