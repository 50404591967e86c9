"""Labelled pages, as the stage will meet them: after the steps that stand before it in the default pipeline."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import urlparse

from benchmarks.accuracy.title_lines import folded
from normkit import Document, Edit, Options, Pipeline, Rule, Stage
from normkit.pipelines.pipeline import DEFAULT
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
    """1: article, 0: junk, -1: the title, about which the gold says nothing."""
    title: int | None
    """Where the `metadata` stage saw the title."""

    @property
    def fold(self) -> int:
        """Which part of the data it is in; a site is never in two."""
        return hashlib.sha256(self.site.encode()).digest()[0] % FOLDS


def read_pages(folder: Path) -> Iterator[Page]:
    """Read all pages with gold text below `folder/sets`; see benchmarks/accuracy/page_sets.py for the form."""
    probe = _Probe()
    pipeline = Pipeline([*DEFAULT[: DEFAULT.index("boilerplate")], probe])
    for index in sorted(folder.glob("sets/*/index.json")):
        for name, entry in json.loads(index.read_text(encoding="utf-8")).items():
            for rendering in _RENDERINGS:
                path = index.parent / rendering / entry["file"]
                if entry.get("gold") and path.exists():
                    pipeline.normalize(path.read_bytes())
                    yield _page(probe.document, name, rendering, entry)


def _page(document: Document, name: str, rendering: str, entry: dict[str, Any]) -> Page:
    number = title_line(document)
    filled = [line for line in document.lines if not line.is_blank]
    lines = [line.text for line in filled]
    title = next((place for place, line in enumerate(filled) if line.number == number), None)
    labels = [int(kept) for kept in label(lines, entry["gold"])]
    titles = {folded(text) for text in (entry.get("title"), None if title is None else lines[title]) if text}
    for place, text in enumerate(lines):
        if not labels[place] and folded(text) in titles:
            labels[place] = UNKNOWN
    site = urlparse(entry.get("url") or "").netloc or name
    return Page(name, site, rendering, entry["gold"], lines, labels, title)


class _Probe(Stage[Options]):
    """Remembers the document that it was given."""

    name = "probe"
    rules: ClassVar = (Rule("none", "Never acts.", changes="", keeps=""),)

    def propose(self, document: Document) -> Iterable[Edit]:
        self.document = document
        return []
