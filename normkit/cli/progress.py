"""What a terminal shows while a run goes on."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from normkit.cli.screen import size

if TYPE_CHECKING:
    from normkit.counts import Counts
    from normkit.runs.run import OnShard


@contextmanager
def progress() -> "Iterator[OnShard]":
    """Show documents, bytes and speed on a terminal, and nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console  # noqa: PLC0415 (only on a terminal)
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn, TransferSpeedColumn  # noqa: PLC0415

    columns = SpinnerColumn(), TextColumn("{task.description}"), TransferSpeedColumn(), TimeElapsedColumn()
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("starting", total=None)
        documents = total = 0

        def on_shard(counts: "Counts") -> None:
            nonlocal documents, total
            documents += counts.documents + counts.quarantined
            total += counts.bytes
            bar.update(task, completed=total, description=f"{documents:,} documents, {size(total)}")

        yield on_shard
