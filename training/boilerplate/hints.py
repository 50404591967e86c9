"""Pages whose article nobody has marked, and what is known of their lines all the same."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchmarks.accuracy.rows import json_lines
from training.boilerplate.labels import label
from training.boilerplate.pages import Page, Reader, read_entries

# Logarithms of odds, for an article
MARKED = 100.0
_FOUND, _NOT_FOUND = 2.0, -2.8  # .98 of articles, and .05 of junk, are found in HTML; both made a third smaller

_LONG = 80  # characters: two pages that share so long lines, and so many of them, are one
_SHARED = 3
_MAIN = "resiliparse_main"


class Hinted(NamedTuple):
    """A page without labels, and for each line the logarithm of the odds that hints alone give it."""

    page: Page
    odds: NDArray[np.float64]


def odds_by_page(hinted: Iterable[Hinted]) -> dict[tuple[str, str], NDArray[np.float64]]:
    """Return the odds by the name and the rendering of the page."""
    return {(page.name, page.rendering): odds for page, odds in hinted}


def read_hinted(folder: Path, rows: Path, labelled: Iterable[Page]) -> Iterator[Hinted]:
    """Read pages with segments below `folder/sets`, and rows of whose page the main text was found in its HTML.

    Those that are also among the labelled ones, and those of no known site, are left out.
    """
    known = {line for page in labelled for line in page.lines if len(line) >= _LONG}
    reader = Reader()
    for page, odds in (*_marked(folder, reader), *_found(rows, reader)):
        shared = sum(line in known for line in page.lines)
        if page.lines and page.site != page.name and shared < _SHARED:
            yield Hinted(page, odds)


def _marked(folder: Path, reader: Reader) -> Iterator[Hinted]:
    for of_set, name, entry in read_entries(folder):
        if not entry.get("gold"):
            raw = (of_set / "resiliparse" / entry["file"]).read_bytes()
            page = reader.read(raw, name, entry.get("url") or "", "resiliparse")
            odds = np.zeros(len(page.lines))
            for segments, sign in ((entry["with"], MARKED), (entry["without"], -MARKED)):
                odds[[_has_one(line, segments) for line in page.lines]] = sign
            yield Hinted(page, odds)


def _has_one(line: str, segments: Iterable[str]) -> bool:
    """Whether a segment is in a line, or the line, if it is not short, in a segment."""
    flat = " ".join(line.split())
    flats = [" ".join(segment.split()) for segment in segments]
    return any(text and (text in flat or (len(flat) >= _LONG // 4 and flat in text)) for text in flats)


def _found(rows: Path, reader: Reader) -> Iterator[Hinted]:
    all_rows = list(json_lines(rows))
    mains = {row["url"]: row["text"] for row in all_rows if row["variant"] == _MAIN}
    for row in all_rows:
        if row["variant"] != _MAIN and row["url"] in mains:
            name = f"found {row['url']}"  # the page may be marked, too
            page = reader.read(row["text"].encode(), name, row["url"], row["variant"])
            found = np.array(label(page.lines, mains[row["url"]]), bool)
            yield Hinted(page, np.where(found, _FOUND, _NOT_FOUND))
