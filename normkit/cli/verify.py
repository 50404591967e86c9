"""`normkit verify`: whether a run is whole."""

import json
from dataclasses import asdict
from pathlib import Path

import click

from normkit.cli.options import as_json
from normkit.cli.views.screen import printable_line


@click.command()
@click.argument("out", type=click.Path(path_type=Path))
@as_json
@click.pass_context
def verify(context: click.Context, out: Path, *, as_json: bool) -> None:
    """Check that the run in OUT is whole.

    Compares checksums and counts, and restores every record. Prints one line per fault: the file, what is
    wrong, what to do. Exit code 1 if there is any.

    \b
    normkit verify out
    """  # noqa: D301 (a lone \b keeps click from wrapping)
    from normkit.runs.verify import Verification  # noqa: PLC0415 (slow imports wait until a command needs them)

    verification = Verification(out)
    faults = []
    for fault in verification:
        faults.append(fault)
        if not as_json:
            click.echo(printable_line(f"{fault.file}: {fault.what}; {fault.remedy}"))
    if as_json:
        rows = [asdict(fault) for fault in faults]
        result = {"documents": verification.documents, "files": verification.files, "faults": rows}
        click.echo(json.dumps(result, indent=1))
    told = {0: "no fault", 1: "1 fault"}.get(len(faults), f"{len(faults):,} faults")
    click.echo(
        f"{verification.documents:,} documents restored, {verification.files:,} files compared: {told}",
        err=True,
    )
    context.exit(1 if faults else 0)
