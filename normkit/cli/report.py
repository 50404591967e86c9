"""`normkit report`: the page about a run."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from normkit.cli.options import read_config

if TYPE_CHECKING:
    from normkit.plugins.trust import Trust

_PATH = click.Path(path_type=Path)


@click.command()
@click.argument("out", type=_PATH)
@click.option("-o", "--file", type=_PATH, help="Where to write it [default: OUT/report.html].")
def report(out: Path, file: Path | None) -> None:
    """Write a report about the run in OUT.

    It is one HTML file, which needs no network.

    \b
    normkit report out
    """  # noqa: D301 (a lone \b keeps click from wrapping)
    make_report(out, file, read_config().trust)


def make_report(out: Path, file: Path | None = None, trust: "Trust | None" = None) -> None:
    """Write the page and say where it is."""
    from normkit.report.writing import write_report  # noqa: PLC0415 (slow imports wait)

    click.echo(f"Look at all:  {write_report(out, file, trust)}", err=True)
