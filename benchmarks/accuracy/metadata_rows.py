"""Texts with gold metadata, and when a value is as good as the gold one."""

import html
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.accuracy import rows

FIELDS = {
    "title": "title",
    "authors": "author",
    "published": "date_published",
    "updated": "date_updated",
    "site": "source",
}
"""The names of metadata, and what the data calls them."""

_SPELLINGS = str.maketrans("‘’‚′“”„«»–—‑", '\'\'\'\'"""""---', "\u00ad\u200b\ufeff")
_BYLINE = re.compile(r"(?:by|von|par|por|de|di)\s+", re.IGNORECASE)
_DAY = len("2021-05-03")


@dataclass(frozen=True)
class Row:
    """A text and what is known of it."""

    variant: str
    text: str
    gold: Mapping[str, Any]
    absent: frozenset[str]
    """The fields, as the data calls them, that are known to have no value."""


def read_rows(path: Path) -> list[Row]:
    """Read JSON lines, plain or as .xz. Raises UsageError."""
    return rows.read_rows(path, _row, "variant, text, gold and absent")


def _row(row: Mapping[str, Any]) -> Row:
    return Row(row["variant"], row["text"], row["gold"], frozenset(row["absent"]))


def normalized(text: str) -> str:
    """Return a text so that spellings of one title or name are equal.

    >>> normalized("“Old”  mill – to be rebuilt.")
    '"old" mill - to be rebuilt'
    """
    text = unicodedata.normalize("NFKC", html.unescape(text)).casefold().translate(_SPELLINGS)
    return " ".join(text.replace("''", '"').replace("…", "...").split()).strip(" .|-")


def person(name: str) -> str:
    """Return a name so that spellings of it are equal.

    >>> person("By Ann  Lee")
    'ann lee'
    """
    return normalized(_BYLINE.sub("", name.strip(), count=1) if _BYLINE.match(name.strip()) else name)


def persons(names: Iterable[str]) -> frozenset[str]:
    """Return names so that their spellings are equal."""
    return frozenset(filter(None, map(person, names)))


def is_right(name: str, value: Any, row: Row) -> bool:  # noqa: ANN401 (of any type)
    """Whether a value is the gold one: all authors, the same day, the same words."""
    gold = row.gold[FIELDS[name]]
    if name == "authors":
        return persons(value) == persons(gold)
    if name in ("published", "updated"):
        return bool(value[:_DAY] == gold)
    titles = [gold, row.gold.get("title_full")] if name == "title" else [gold]
    return normalized(value) in [normalized(title) for title in titles if title]
