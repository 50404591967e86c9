"""The documents of a run that could not be processed."""

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from normkit.report.charts import Bar, bars
from normkit.runs.reading import quarantined
from normkit.safety import safe_path

_MOST = 100
_BEGINNING = 400  # bytes of a raw document


@dataclass
class Quarantine:
    """The first documents, each with its index, name, reason and beginning; and the reasons, counted."""

    first: list[dict[str, Any]] = field(default_factory=list)
    reasons: "Counter[str]" = field(default_factory=Counter)

    @property
    def bars(self) -> list[Bar]:
        """The reasons as a chart."""
        return bars(self.reasons)


def quarantine(out: Path) -> Quarantine:
    """Read what a run says of the documents that it set aside."""
    result = Quarantine()
    for row in quarantined(out):
        if len(result.first) < _MOST:
            result.first.append({**row, "beginning": _beginning(out, row["name"])})
        reason = str(row.get("reason"))
        if reason in result.reasons or len(result.reasons) < _MOST:
            result.reasons[reason] += 1
    return result


def _beginning(out: Path, name: str) -> str:
    """Return the beginning of a raw document; empty if none was kept."""
    try:
        with (out / "quarantine" / safe_path(name)).open("rb") as file:
            return file.read(_BEGINNING).decode(errors="replace")
    except OSError:
        return ""
