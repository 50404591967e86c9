"""Options that several commands share."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

CommandT = TypeVar("CommandT", bound=Callable[..., Any])

as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


def pipeline_options(command: CommandT) -> CommandT:
    """Add --stage and --with, which `chosen` combines."""
    with_option = click.option(
        "--with", "added", multiple=True, metavar="NAME", help="Append this stage to the default pipeline."
    )
    stage_option = click.option(
        "--stage", "stages", multiple=True, metavar="NAME", help="Run exactly these stages, in the order given."
    )
    return stage_option(with_option(command))


def chosen(stages: tuple[str, ...], added: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names of the pipeline. Raises click.UsageError if both ways to name it are used."""
    from normkit.pipeline import DEFAULT  # noqa: PLC0415 (pydantic is slow to import, and --help needs none)

    if stages and added:
        msg = "--stage names the whole pipeline and --with adds to the default one: use one of them"
        raise click.UsageError(msg)
    return stages or (*DEFAULT, *added)
