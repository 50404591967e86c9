"""Read damaged and clean texts whose right form is known: JSON lines, packed with xz or not.

    {"raw_b64": the bytes, "expected": the text, "alt": [other right answers], "kind": what was done to it}

A kind that begins with `clean` is a text that is to stay.
"""

import base64
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.accuracy.rows import read_rows

_FAMILIES = re.compile("^(wrong8|mixed_lines)_.*")
_FOLDED = {
    **dict.fromkeys(map(ord, "‘’‚‛′"), "'"),
    **dict.fromkeys(map(ord, "“”„‟"), '"'),
    **dict.fromkeys(map(ord, "\xa0\u202f"), " "),
    **dict.fromkeys(map(ord, "\xad\ufeff"), ""),
}


@dataclass(frozen=True)
class DamagedText:
    """A text as it came, and what it should be."""

    raw: bytes
    answers: tuple[str, ...]
    kind: str

    @property
    def is_clean(self) -> bool:
        """Whether it is to stay."""
        return self.kind.startswith("clean")


def read_texts(data: Path) -> list[DamagedText]:
    """Read all rows. Raises UsageError."""
    return read_rows(data, _row, "raw_b64, expected and kind")


def _row(row: Mapping[str, Any]) -> DamagedText:
    kind = _FAMILIES.sub(r"\1", row["kind"])
    return DamagedText(base64.b64decode(row["raw_b64"]), (row["expected"], *row.get("alt", ())), kind)


def folded(text: str) -> str:
    r"""Return what of a text is no matter of taste.

    >>> folded("“ﬁne”\r\n5\xa0km ")
    '"fine"\n5 km'
    """
    text = unicodedata.normalize("NFKC", text)
    return re.sub("\r\n?", "\n", text).translate(_FOLDED).strip()
