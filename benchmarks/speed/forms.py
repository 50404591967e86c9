"""What reading a bundle and writing records cost in each form."""

import io
import json
import tarfile
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import median
from time import process_time

import ftfy

from benchmarks.speed.competitors import BASE
from normkit import Pipeline, RawDocument
from normkit.bundles.bundle import open_bundle
from normkit.errors import UsageError
from normkit.record.parts import FORMS, check_form


def measure_forms(documents: Sequence[RawDocument], rounds: int) -> dict[str, float]:
    """Return CPU time as ratios to `ftfy.fix_text`, medians of rounds."""
    records = [Pipeline([]).normalize(document) for document in documents]
    works: dict[str, Callable[[], object]] = {BASE: lambda: [ftfy.fix_text(record.text) for record in records]}
    for name in filter(_can_be_written, FORMS):
        form = FORMS[name]
        works[f"write {name}"] = lambda form=form: form.join([form.row(record) for record in records])  # type: ignore[misc]
    with tempfile.TemporaryDirectory() as folder:
        for path in list(_archives(documents, Path(folder))):
            works[f"read {path.name.removeprefix('b.')}"] = lambda path=path: list(open_bundle(str(path)))  # type: ignore[misc]
        times = [{name: _seconds(work) for name, work in works.items()} for _ in range(rounds)]
    return {name: median(one[name] / one[BASE] for one in times) for name in works}


def _seconds(work: Callable[[], object]) -> float:
    start = process_time()
    work()
    return process_time() - start


def _can_be_written(form: str) -> bool:
    try:
        check_form(form)
    except UsageError:
        return False
    return True


def _archives(documents: Sequence[RawDocument], folder: Path) -> Iterator[Path]:
    """Write the documents in forms that bundles come in."""
    yield (files := folder / "folder")
    files.mkdir()
    for number, document in enumerate(documents):
        (files / f"{number}.txt").write_bytes(document.raw)
    yield (lines := folder / "b.jsonl")
    rows = (json.dumps({"id": d.id, "text": d.raw.decode(errors="replace")}) + "\n" for d in documents)
    lines.write_text("".join(rows), encoding="utf-8")
    for name, mode in (("b.tar", "w"), ("b.tar.gz", "w:gz")):
        with tarfile.open(folder / name, mode) as archive:  # type: ignore[call-overload]
            for number, document in enumerate(documents):
                member = tarfile.TarInfo(f"{number}.txt")
                member.size = len(document.raw)
                archive.addfile(member, io.BytesIO(document.raw))
        yield folder / name
    with zipfile.ZipFile(folder / "b.zip", "w", zipfile.ZIP_DEFLATED) as zipped:
        for number, document in enumerate(documents):
            zipped.writestr(f"{number}.txt", document.raw)
    yield folder / "b.zip"
