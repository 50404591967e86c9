"""`normkit plugins`: what is installed, and how to begin a new one."""

import json
from pathlib import Path

import click

from normkit.cli.options import as_json, read_config
from normkit.cli.views.screen import printable_line


@click.group(invoke_without_command=True)
@as_json
@click.pass_context
def plugins(context: click.Context, *, as_json: bool) -> None:
    """List the installed plugins, or begin a new one.

    What they provide, and whether they are trusted; none is imported for it.
    """
    if context.invoked_subcommand:
        return
    from normkit.plugins.entry_points import KINDS, installed, origin  # noqa: PLC0415 (pydantic is slow to import)

    trust = read_config().trust
    rows = [
        (
            kind,
            entry_point.name,
            *origin(entry_point),
            trust.refusal(origin(entry_point)[0]) or "is trusted",
            entry_point.value,
        )
        for group, kind in KINDS.items()
        for entry_point in installed(group)
    ]
    if as_json:
        keys = "kind", "name", "distribution", "version", "trust", "module"
        click.echo(json.dumps([dict(zip(keys, row, strict=True)) for row in rows], indent=1))
        return
    for kind, name, distribution, version, verdict, module in rows:
        click.echo(printable_line(f"{kind:<10}{name:<16}{distribution} {version}  {module}  {verdict}"))


@plugins.command()
@click.argument("name")
def new(name: str) -> None:
    """Begin a plugin with a stage called NAME.

    Code, tests and all that belongs to a distribution are written to the new folder normkit-NAME.

    \b
    normkit plugins new dashes
    """  # noqa: D301 (a lone \b keeps click from wrapping)
    from normkit.new_plugin import write_plugin  # noqa: PLC0415 (as above)

    folder = write_plugin(name, Path())
    click.echo(f"{folder} is written. Next:", err=True)
    click.echo(f"  cd {folder} && pip install -e '.[test]' && pytest", err=True)
    click.echo(f"  normkit try page.txt --with {name}", err=True)
