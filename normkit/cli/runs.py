"""`normkit run` and `normkit restore`."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from normkit.cli.options import as_json, chosen, pipeline_options
from normkit.cli.screen import printable

if TYPE_CHECKING:
    from normkit.counts import Counts
    from normkit.run.run import OnShard

_PATH = click.Path(path_type=Path)


@click.command()
@click.argument("bundle", type=_PATH)
@click.option(
    "-o", "--out", type=_PATH, required=True, help="Folder for the result; a stopped run continues in it."
)
@click.option("--workers", type=click.IntRange(1), default=1, show_default=True, help="Processes to work in.")
@pipeline_options
@click.option("--text", is_flag=True, help="Also write each clean text to OUT/text/NAME.")
@as_json
@click.pass_context
def run(  # noqa: PLR0913, PLR0917 (one parameter per option)
    context: click.Context,
    bundle: Path,
    out: Path,
    workers: int,
    stages: tuple[str, ...],
    added: tuple[str, ...],
    *,
    text: bool,
    as_json: bool,
) -> None:
    """Normalize the documents of BUNDLE, a folder of .txt files.

    \b
    normkit run seeds -o out
    normkit run seeds -o out --with typography --text
    """  # noqa: D301 (a lone \b keeps click from wrapping)
    from normkit.cli.summary import summary  # noqa: PLC0415 (slow imports wait until a command needs them)
    from normkit.job import Job  # noqa: PLC0415
    from normkit.run.run import run as run_job  # noqa: PLC0415

    job = Job.plan(chosen(stages, added), text=text)
    with _progress() as on_shard:
        counts = run_job(bundle, out, job, workers=workers, on_shard=on_shard)
    if as_json:
        click.echo(counts.model_dump_json(indent=1))
    click.echo("\n".join(summary(counts, out)), err=True)
    context.exit(0 if counts.clean else 1)


@contextmanager
def _progress() -> "Iterator[OnShard]":
    """Show a bar on a terminal, and nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda _counts, _total: None
        return
    from rich.console import Console  # noqa: PLC0415 (only on a terminal)
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415

    columns = BarColumn(), MofNCompleteColumn(), TextColumn("documents, left"), TimeRemainingColumn()
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=None)

        def on_shard(counts: "Counts", total: int) -> None:
            progress.update(task, total=total, advance=counts.documents + counts.quarantined)

        yield on_shard


@click.command()
@click.argument("out", type=_PATH)
@click.option("-o", "--into", type=_PATH, required=True, help="New folder for the raw documents.")
@click.pass_context
def restore(context: click.Context, out: Path, into: Path) -> None:
    """Write the raw documents of the run in OUT back, byte for byte.

    \b
    normkit restore out -o raw
    """  # noqa: D301
    from normkit.run.restore import restore as restore_run  # noqa: PLC0415

    restored = failed = 0
    for name, reason in restore_run(out, into):
        if reason is None:
            restored += 1
        else:
            failed += 1
            click.echo(f"normkit: not restored: {printable(name)}: {printable(reason)}", err=True)
    click.echo(f"{restored:,} documents restored to {into}, checksums compared", err=True)
    context.exit(1 if failed else 0)
