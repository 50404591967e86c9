"""`normkit restore`: the raw bundle of a run."""

from pathlib import Path

import click

from normkit.cli.views.screen import printable_line

_PATH = click.Path(path_type=Path)


@click.command()
@click.argument("out", type=_PATH)
@click.option("-o", "--into", type=_PATH, required=True, help="New folder for the raw documents.")
@click.pass_context
def restore(context: click.Context, out: Path, into: Path) -> None:
    """Write the raw documents back, byte for byte.

    OUT is the folder of a run; quarantined documents come back, too.

    \b
    normkit restore out -o raw
    """  # noqa: D301
    from normkit.runs.restore import restore as restore_run  # noqa: PLC0415

    restored = failed = 0
    for name, reason in restore_run(out, into):
        if reason is None:
            restored += 1
        else:
            failed += 1
            click.echo(f"normkit: not restored: {printable_line(f'{name}: {reason}')}", err=True)
    click.echo(f"{restored:,} documents restored to {printable_line(into)}, checksums compared", err=True)
    context.exit(1 if failed else 0)
