"""Pages whose title, authors and date are known, as the stage will meet them."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlparse

from benchmarks.accuracy.metadata_rows import normalized, persons
from benchmarks.accuracy.rows import json_lines
from normkit_metadata.dated_rows import DatedRows
from normkit_metadata.rows import Rows
from normkit_metadata.surroundings import Surroundings, surroundings

FOLDS = 5
_RENDERINGS = ("resiliparse", "inscriptis")


@dataclass(frozen=True)
class Page:
    """A text and what is known of it."""

    site: str
    variant: str
    rows: Rows
    around: Surroundings
    dated: DatedRows
    titles: frozenset[str]
    """Normalized; empty: not known."""
    authors: frozenset[str]
    published: str
    without: frozenset[str]
    """The fields that are known to have no value."""

    @property
    def fold(self) -> int:
        """Which part of the data it is in; a site is never in two."""
        return digest(self.site) % FOLDS

    @property
    def half(self) -> int:
        """Which half of what it is trained with it is in."""
        return digest(self.site) // FOLDS % 2


def digest(site: str) -> int:
    """Return a number that a site always has."""
    return int.from_bytes(hashlib.sha256(site.encode()).digest()[:4], "big")


def read_pages(metadata: Path, sets: Path) -> Iterator[Page]:
    """Read rows with gold metadata, and the pages with titles of a folder of boilerplate sets."""
    for row in json_lines(metadata):
        gold = row["gold"]
        titles = [gold[name] for name in ("title", "title_full") if gold.get(name)]
        page = make_page(
            row["text"],
            row["site"],
            row["variant"],
            titles,
            language=row["lang"],
            authors=gold.get("author") or [],
            published=gold.get("date_published") or "",
            without=row["absent"],
        )
        if page:
            yield page
    for index in sorted(sets.glob("sets/*/index.json")):
        yield from _titled(index)


def _titled(index: Path) -> Iterator[Page]:
    for name, entry in json.loads(index.read_text(encoding="utf-8")).items():
        if not entry.get("title"):
            continue
        site = urlparse(entry.get("url") or "").netloc.removeprefix("www.") or name
        texts = {
            rendering: (index.parent / rendering / entry["file"]).read_text(encoding="utf-8", errors="replace")
            for rendering in _RENDERINGS
        }
        for variant, text in (*texts.items(), ("gold", entry["gold"])):
            page = make_page(text, site, f"titled/{variant}", [entry["title"]])
            if page:
                yield page


def make_page(  # noqa: PLR0913 (the fields of a row)
    text: str,
    site: str,
    variant: str,
    titles: Iterable[str],
    *,
    language: str | None = None,
    authors: Iterable[str] = (),
    published: str = "",
    without: Iterable[str] = (),
) -> Page | None:
    """Read a text as the stage does; None if it is empty."""
    rows = Rows(text)
    if not rows.texts:
        return None
    dated = DatedRows(rows, language)
    [around] = surroundings([rows], [dated])
    return Page(
        site,
        variant,
        rows,
        around,
        dated,
        frozenset(map(normalized, titles)),
        persons(authors),
        published,
        frozenset(without),
    )
