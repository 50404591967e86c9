"""`normkit verify` and `normkit diff`: questions to runs."""

import json
from dataclasses import asdict
from pathlib import Path

import click

from normkit.cli.options import as_json
from normkit.cli.screen import printable_json, printable_line

_PATH = click.Path(path_type=Path)


@click.command()
@click.argument("out", type=_PATH)
@as_json
@click.pass_context
def verify(context: click.Context, out: Path, *, as_json: bool) -> None:
    """Check that the run in OUT is whole: checksums, counts, and that every record restores.

    One line a fault: the file, what is wrong, what to do. Exit code 1 if there is any.

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


@click.command()
@click.argument("run1", type=_PATH)
@click.argument("run2", type=_PATH)
@as_json
@click.pass_context
def diff(context: click.Context, run1: Path, run2: Path, *, as_json: bool) -> None:
    """Tell what a new version, option or plugin changed: compare the runs in RUN1 and RUN2.

    Documents are matched by index and name. Exit code 1 if the runs say different things of any; jobs that
    differ are told, but are no difference by themselves.

    \b
    normkit run seeds -o out2 --with typography
    normkit diff out out2
    """  # noqa: D301
    from normkit.cli.differences import differences  # noqa: PLC0415
    from normkit.runs.diff import diff as diff_runs  # noqa: PLC0415

    result = diff_runs(run1, run2)
    if as_json:
        click.echo(printable_json(result.model_dump_json(indent=1)))
    else:
        click.echo("\n".join(differences(result, run1, run2)))
    context.exit(0 if result.same else 1)
