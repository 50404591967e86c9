"""What strangers' bytes are given to, and what may come out of it besides a result: normkit's own errors."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cache, partial
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from benchmarks.faults.archives import FORMS, texts
from normkit import Pipeline, RawDocument, Source
from normkit.bundles.bundle import FIELDS, Bundle
from normkit.bundles.formats import Reader, find_format
from normkit.cli.views.document import page
from normkit.config import load
from normkit.errors import NormkitError
from normkit.plugins.trust import Trust
from normkit.record.parts import FORMS as PARTS, read_part
from normkit.record.record import Record
from normkit.sources.limits import Limits


class Target(NamedTuple):
    """What takes the bytes, in a folder of its own, and a few inputs as they should be, to begin with."""

    take: Callable[[Path, bytes], None]
    seeds: Callable[[], list[bytes]]

    def try_out(self, folder: Path, raw: bytes) -> None:
        """Raise what must not come out."""
        with suppress(NormkitError):
            self.take(folder, raw)


_LIMITS = Limits(max_document_bytes=2**20, max_documents=1000)
_MOST_RECORDS = 100


def read(form: str, folder: Path, raw: bytes) -> None:
    """Read the bytes as a bundle: each document is whole, or is told."""
    path = folder / f"bundle.{form}"
    path.write_bytes(raw)
    for document in Bundle([(Source(str(path), FIELDS, _LIMITS), _reader(form))]).begin():
        assert isinstance(document.raw, bytes)
        assert isinstance(document, RawDocument) or document.reason


def decode(_: Path, raw: bytes) -> None:
    """Decode the bytes and repair the text: they come back."""
    record = _pipeline().normalize(raw)
    assert record.restore() == raw
    assert not record.problems
    record.text.encode()


def configure(name: str, folder: Path, raw: bytes) -> None:
    """Read the bytes as a configuration."""
    path = folder / name
    path.write_bytes(raw)
    config = load(path)
    config.check()
    Pipeline(config.pipeline, config.options, config.trust)


def record(_: Path, raw: bytes) -> None:
    """Take the bytes for a record, undo it and look at it."""
    try:
        said = Record.model_validate_json(raw)
    except ValidationError:
        return
    _look_at(said)


def part(form: str, folder: Path, raw: bytes) -> None:
    """Take the bytes for a part of a run's records."""
    path = folder / f"part-00000{PARTS[form].suffix}"
    path.write_bytes(raw)
    for number, said in enumerate(read_part(path)):
        if number < _MOST_RECORDS:
            _look_at(said)


def _look_at(said: Record) -> None:
    with suppress(NormkitError):
        said.restore()
    for line in page(said):
        assert isinstance(line, str)
    said.removed()
    if said.text:
        said.trace(len(said.text) // 2)


def _archive(form: str) -> list[bytes]:
    return [FORMS[form](texts(3)).content] if form in FORMS else [b"text", b"\x1f\x8b\x08"]


@cache
def _reader(form: str) -> Reader:
    name = form.removesuffix(".gz").removesuffix(".zst").rpartition(".")[2]
    return find_format(name, form, Trust())


@cache
def _pipeline() -> Pipeline:
    return Pipeline(["encoding", "typography"])


_TEXTS = (
    "“Skip to content”\n\nDon’t — \x85 é\u0301 ﬁ &amp; 東京\n",
    "doesnâ€™t Ã© Ð¿Ñ€Ð¸Ð²ÐµÑ‚\r\n",
    "\ufeffa\x00\u202e",
)


def _raw_texts() -> list[bytes]:
    return [
        text.encode(codec, "ignore") for text in _TEXTS for codec in ("utf-8", "cp1252", "utf-16", "koi8-r")
    ]


def _configuration(table: str) -> list[bytes]:
    return [
        f"""{f"[{table}]" if table else ""}
pipeline = ["encoding", 'typography']
[{table}.stages.typography]
dash = false
[{table}.limits]
max_document_bytes = 1000
[{table}.trust]
allow = ["some-plugin"]
""".replace("[.", "[").encode()
    ]


def _records() -> list[Record]:
    return [_pipeline().normalize(raw) for raw in _raw_texts()]


def _part(form: str) -> list[bytes]:
    rows = [PARTS[form].row(said) for said in _records()]
    return [b"".join(PARTS[form].join(rows))]


TARGETS: Mapping[str, Target] = {
    **{f"reader of {f}": Target(partial(read, f), partial(_archive, f)) for f in (*FORMS, "txt")},
    "decoder": Target(decode, _raw_texts),
    **{
        name: Target(partial(configure, name), partial(_configuration, table))
        for name, table in (("normkit.toml", ""), ("pyproject.toml", "tool.normkit"))
    },
    "record": Target(record, lambda: [said.model_dump_json().encode() for said in _records()]),
    **{f"part in {f}": Target(partial(part, f), partial(_part, f)) for f in PARTS},
}
