"""`normkit show`: one document of a run, with everything that was done to it."""

import json
from pathlib import Path

import click

from normkit.cli.options import as_json
from normkit.cli.views.screen import printable_json, printable_line


@click.command()
@click.argument("out", type=click.Path(path_type=Path))
@click.argument("key", metavar="[ID]", required=False)
@as_json
def show(out: Path, key: str | None, *, as_json: bool) -> None:
    """Print a document of the run in OUT.

    ID is the beginning of its id or name; without one, all are listed.

    \b
    normkit show out 7c27
    """  # noqa: D301 (a lone \b keeps click from wrapping)
    from normkit.cli.views.document import page  # noqa: PLC0415 (pydantic is slow to import, and --help needs none)
    from normkit.runs.reading import find, records  # noqa: PLC0415

    if key is None:
        for record in records(out):
            row = {"id": record.id, "name": record.name}
            click.echo(json.dumps(row) if as_json else printable_line("  ".join(row.values())))
        return
    record = find(out, key)
    click.echo(printable_json(record.model_dump_json(indent=1)) if as_json else "\n".join(page(record)))
