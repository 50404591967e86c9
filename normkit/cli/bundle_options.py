"""The argument and options that say what is read."""

from functools import wraps
from typing import TYPE_CHECKING

import click

from normkit.cli.options import CommandT, add_options

if TYPE_CHECKING:
    from normkit.config import Config

_BUNDLE_OPTIONS = (
    click.argument("bundles", metavar="BUNDLE...", nargs=-1, required=True),
    click.option("--format", metavar="NAME", help="Format of the bundles [default: by file name]."),
    click.option(
        "--field",
        "fields",
        multiple=True,
        metavar="NAME=COLUMN",
        help="Column that holds the id, text or url of each document, for JSON lines and Parquet.",
    ),
)


def bundle_options(command: CommandT) -> CommandT:
    """Add them to those of a `config`, and call the command with the `bundle` that they open."""

    @wraps(command)
    def opened(
        *arguments: object,
        bundles: tuple[str, ...],
        format: str | None,  # noqa: A002 (as the option is called)
        fields: tuple[str, ...],
        config: "Config",
        **others: object,
    ) -> object:
        from normkit.bundles.bundle import open_bundle  # noqa: PLC0415 (slow imports wait)

        columns = dict(map(_split_field, fields))
        bundle = open_bundle(*bundles, format=format, fields=columns, limits=config.limits, trust=config.trust)
        return command(*arguments, bundle=bundle, config=config, **others)

    return add_options(_BUNDLE_OPTIONS, opened)


def _split_field(assignment: str) -> tuple[str, str]:
    name, _, column = assignment.partition("=")
    if name not in {"id", "text", "url"} or not column:
        msg = f"--field {name!r}: write id=COLUMN, text=COLUMN or url=COLUMN"
        raise click.UsageError(msg)
    return name, column
