"""What a run did, for people."""

from collections.abc import Iterator
from pathlib import Path

import click

from normkit.cli.screen import printable_line, size
from normkit.counts import Counts

_WIDTH = 34


def summary(counts: Counts, out: Path) -> Iterator[str]:
    """Yield the lines of a summary that fits 80 columns."""
    shown = printable_line(out)
    head = f"{counts.documents:,} documents, {size(counts.bytes)} in, {counts.characters:,} characters out"
    yield click.style(head, bold=True)
    yield from _table("removed", {r: (c.edits, c.removed) for r, c in counts.rules.items() if not c.inserted})
    yield from _table("replaced", {r: (c.edits, c.removed) for r, c in counts.rules.items() if c.inserted})
    yield from _table("found", {r: (c.findings, None) for r, c in counts.rules.items()})
    yield from _table("known", {n: (number, None) for n, number in counts.metadata.items()})
    for stage, number in sorted(counts.problems.items()):
        told = f"problems: {printable_line(stage)} failed on {number:,} documents, see their records"
        yield click.style(told, fg="red")
    if counts.quarantined:
        yield click.style(f"quarantined: {counts.quarantined:,} documents, see {shown}/quarantine", fg="red")
    yield ""
    yield f"Look at one:  normkit show {shown} ID"
    yield f"Undo it all:  normkit restore {shown} -o raw"


def _table(title: str, rows: dict[str, tuple[int, int | None]]) -> Iterator[str]:
    rows = {name: row for name, row in rows.items() if row[0]}
    if rows:
        yield ""
        yield click.style(title, bold=True)
    for name, (number, characters) in sorted(rows.items(), key=lambda item: (-item[1][0], item[0])):
        extent = "" if characters is None else f"{characters:>10,} characters"
        yield f"  {printable_line(name):<{_WIDTH}}{number:>8,}{extent}"
