"""The labelled documents."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from benchmarks.accuracy.rows import json_lines
from normkit_translation.running import running
from normkit_translation.tokens import encode

SHARED = ("news", "ted", "wiki-sent")
"""Kinds of text of which there are both native texts and translations."""

FOLDS = 6
CUTS = 3
"""Ways to cut the years into folds: runs of years, every sixth year, every sixth pair of years."""
SPREAD = CUTS
"""Number of a further cut, in which native texts are spread over the folds whatever their years and domain."""
_LAST_YEARS = (2009, 2012, 2014, 2018, 2020)  # of all runs but the last
_LAST_YEAR = 2021
_ALL = 1_000_000  # words
_KINDS = {
    "abc": "news",
    "bbc": "news",
    "wmt-news": "news",
    "wiki-sent": "wiki-sent",
    "mlqe": "wiki-sent",
    "ted": "ted",
}
_DIGITS = re.compile(r"(?:20)?(\d\d)$")


class Document(NamedTuple):
    """A text and where it comes from."""

    text: str
    label: str
    domain: str
    """Of a native text."""
    kind: str
    """A coarser domain, that translations have too; see `SHARED`."""
    group: str
    """Texts that may share more than their label: one domain and year, one campaign and language."""
    era: str
    language: str
    """That a translation was made from."""
    folds: tuple[int, ...]
    """The fold in each cut: texts of a year are of one fold; those without a year are spread by source."""


def read_documents(paths: Iterable[Path]) -> list[Document]:
    """Read compressed JSON lines with `text` and `label`; other columns tell where a text comes from."""
    return [_document(row) for path in paths for row in json_lines(path)]


def _document(row: dict[str, Any]) -> Document:
    campaign = str(row.get("year") or row.get("group") or "")
    native = row["label"] == "native"
    domain = str(row["domain"]) if native else ""
    language = str(row.get("source_lang") or "")
    kind = _KINDS.get(domain or campaign, "" if native else "news")
    folds = _folds(campaign, str(row.get("doc") or row["id"]) if native else language)
    return Document(
        text=row["text"],
        label=row["label"],
        domain=domain,
        kind=kind,
        group=f"{domain or kind}/{campaign}/{language}",
        era=str(row.get("era") or ""),
        language=language,
        folds=(*folds, crc32(row["text"].encode()) % FOLDS if native else folds[0]),
    )


def _folds(campaign: str, source: str) -> tuple[int, ...]:
    digits = _DIGITS.search(campaign)
    year = 2000 + int(digits[1]) if digits else _LAST_YEAR if campaign == "ted" else 0
    if not year:
        return tuple(crc32(f"{cut}{source}".encode()) % FOLDS for cut in range(CUTS))
    return sum(year > last for last in _LAST_YEARS), year % FOLDS, year // 2 % FOLDS


def tokens_of(document: Document) -> NDArray[np.uint64]:
    """Return the tokens of all running text."""
    return encode(running(document.text).sample(_ALL).text)


def is_native_news(document: Document) -> bool:
    """Whether a text is native and news."""
    return document.label == "native" and document.kind == "news"
