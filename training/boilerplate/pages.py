"""Labelled pages, as the stage will meet them: after the steps that stand before it in the default pipeline."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, ClassVar, cast
from urllib.parse import urlparse

from benchmarks.accuracy.title_lines import folded
from normkit import Document, Edit, Options, Pipeline, Rule, Stage
from normkit.pipelines.pipeline import DEFAULT
from normkit_boilerplate.reading import LEARNED
from normkit_boilerplate.titles import title_line
from training.boilerplate.labels import label

UNKNOWN = -1
FOLDS = 5
_RENDERINGS = ("resiliparse", "inscriptis", "html2text")


@dataclass(frozen=True)
class Page:
    """The lines of a page that are not blank, and which of them are its article."""

    name: str
    site: str
    rendering: str
    gold: str
    lines: Sequence[str]
    labels: Sequence[int]
    """1: article, 0: junk, -1: not known, as of the title, about which the gold says nothing."""
    title: int | None
    """Where the `metadata` stage saw the title."""
    language: str | None
    is_guessed: bool = False
    """Whether the labels are no editor's, but what a network and others make of the page."""

    @property
    def knows_words(self) -> bool:
        """Whether the scorer learns the words of its language."""
        return self.language in LEARNED

    @property
    def fold(self) -> int:
        """Which part of the data it is in; a site is never in two."""
        return hashlib.sha256(self.site.encode()).digest()[0] % FOLDS


def read_pages(folder: Path) -> Iterator[Page]:
    """Read all pages with gold text below `folder/sets`; see benchmarks/accuracy/page_sets.py for the form."""
    reader = Reader()
    for of_set, name, entry in read_entries(folder):
        for rendering in _RENDERINGS:
            path = of_set / rendering / entry["file"]
            if entry.get("gold") and path.exists():
                page = reader.read(path.read_bytes(), name, entry.get("url") or "", rendering)
                yield replace(page, gold=entry["gold"], labels=_labels(page, entry))


def read_entries(folder: Path) -> Iterator[tuple[Path, str, dict[str, Any]]]:
    """Yield the folder of each set, and the name of each of its pages with what is known of it."""
    for index in sorted(folder.glob("sets/*/index.json")):
        for name, entry in json.loads(index.read_text(encoding="utf-8")).items():
            yield index.parent, name, entry


class Reader:
    """Reads raw pages as the stage is given them: after the stages that stand before it."""

    def __init__(self) -> None:
        self._probe = _Probe()
        self._pipeline = Pipeline([*DEFAULT[: DEFAULT.index("boilerplate")], self._probe])

    def read(self, raw: bytes, name: str, url: str, rendering: str) -> Page:
        """Return a page of which nothing is known yet."""
        self._pipeline.normalize(raw)
        document = self._probe.document
        number = title_line(document)
        filled = [line for line in document.lines if not line.is_blank]
        return Page(
            name,
            urlparse(url).netloc.removeprefix("www.") or name,
            rendering,
            gold="",
            lines=[line.text for line in filled],
            labels=[UNKNOWN] * len(filled),
            title=next((place for place, line in enumerate(filled) if line.number == number), None),
            language=cast("str | None", document.metadata.get("language")),
        )


def _labels(page: Page, entry: dict[str, Any]) -> list[int]:
    labels = [int(kept) for kept in label(page.lines, entry["gold"])]
    titles = (entry.get("title"), None if page.title is None else page.lines[page.title])
    known = {folded(title) for title in titles if title}
    return [
        UNKNOWN if not kept and folded(text) in known else kept
        for text, kept in zip(page.lines, labels, strict=True)
    ]


class _Probe(Stage[Options]):
    """Remembers the document that it was given."""

    name = "probe"
    rules: ClassVar = (Rule("none", "Never acts.", changes="", keeps=""),)

    def propose(self, document: Document) -> Iterable[Edit]:
        self.document = document
        return []
