"""The labelled documents, and how much each counts in training."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

from benchmarks.accuracy.rows import json_lines

SHARED = ("news", "ted", "wiki-sent")
"""Kinds of text of which there are both native texts and translations."""

FOLDS = 6
_LAST_YEARS = (2009, 2012, 2014, 2018, 2020)  # of all folds but the last
_MASS = {
    ("mt", False): 0.5,
    ("native", True): 0.25,  # news
    ("native", False): 0.25,
    ("human_translation", False): 0.0,  # as natives they would hide what all translations share
}
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
    fold: int
    """Texts of the same years are of one fold; those without a year are spread by source."""


def read_documents(paths: Iterable[Path]) -> list[Document]:
    """Read compressed JSON lines with `text` and `label`; other columns tell where a text comes from."""
    return [_document(row) for path in paths for row in json_lines(path)]


def _document(row: dict[str, Any]) -> Document:
    campaign = str(row.get("year") or row.get("group") or "")
    native = row["label"] == "native"
    domain = str(row["domain"]) if native else ""
    language = str(row.get("source_lang") or "")
    kind = _KINDS.get(domain or campaign, "" if native else "news")
    return Document(
        text=row["text"],
        label=row["label"],
        domain=domain,
        kind=kind,
        group=f"{domain or kind}/{campaign}/{language}",
        era=str(row.get("era") or ""),
        language=language,
        fold=_fold(campaign, str(row.get("doc") or row["id"]) if native else language),
    )


def _fold(campaign: str, source: str) -> int:
    year = _DIGITS.search(campaign)
    if year:
        return sum(2000 + int(year[1]) > last for last in _LAST_YEARS)
    return FOLDS - 1 if campaign == "ted" else crc32(source.encode()) % FOLDS


def natives_spread(documents: Iterable[Document]) -> list[Document]:
    """Return the same documents, the native texts spread over the folds whatever their years and domain."""
    return [
        document._replace(fold=crc32(document.text.encode()) % FOLDS)
        if document.label == "native"
        else document
        for document in documents
    ]


def weights(documents: Sequence[Document]) -> list[float]:
    """Return the weight of each document: by label and whether it is native news, groups by their root.

    Human translations have none: they are only judged.
    """
    groups = Counter((document.label, document.group) for document in documents)
    raw = [groups[document.label, document.group] ** -0.5 for document in documents]
    parts = [(document.label, is_native_news(document)) for document in documents]
    sums: dict[tuple[str, bool], float] = {}
    for part, weight in zip(parts, raw, strict=True):
        sums[part] = sums.get(part, 0.0) + weight
    return [weight / sums[part] * _MASS[part] for part, weight in zip(parts, raw, strict=True)]


def is_native_news(document: Document) -> bool:
    """Whether a text is native and news."""
    return document.label == "native" and document.kind == "news"
