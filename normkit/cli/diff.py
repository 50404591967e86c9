"""`normkit diff`: what differs between two runs."""

from pathlib import Path

import click

from normkit.cli.options import as_json
from normkit.cli.views.screen import printable_json

_PATH = click.Path(path_type=Path)


@click.command()
@click.argument("run1", type=_PATH)
@click.argument("run2", type=_PATH)
@as_json
@click.pass_context
def diff(context: click.Context, run1: Path, run2: Path, *, as_json: bool) -> None:
    """Compare the runs in RUN1 and RUN2.

    Shows what a new version, option or plugin changed. Documents are matched by index and name. Exit code 1
    if any has another result; differences between the jobs are listed, but do not count.

    \b
    normkit run seeds -o out2 --with typography
    normkit diff out out2
    """  # noqa: D301
    from normkit.cli.views.differences import differences  # noqa: PLC0415
    from normkit.runs.diff import diff as diff_runs  # noqa: PLC0415

    result = diff_runs(run1, run2)
    if as_json:
        click.echo(printable_json(result.model_dump_json(indent=1)))
    else:
        click.echo("\n".join(differences(result, run1, run2)))
    context.exit(0 if result.same else 1)
