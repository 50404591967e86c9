"""Options that several commands share."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

if TYPE_CHECKING:
    from normkit.config import Config

CommandT = TypeVar("CommandT", bound=Callable[..., Any])

as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON.")

survey_option = click.option(
    "--survey",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Use the survey of another run (its survey.bin) instead of making one.",
)


def add_options(options: Sequence[Callable[[CommandT], CommandT]], command: Callable[..., Any]) -> CommandT:
    """Add options to a command, which shows them in this order."""
    for option in reversed(options):
        command = option(cast("CommandT", command))
    return cast("CommandT", command)


def use_one(one: object, other: object, why: str) -> None:
    """Raise click.UsageError if both are given that do not go together."""
    if one and other:
        msg = f"{why}: use one of them"
        raise click.UsageError(msg)


def read_config(file: Path | None = None, *, without: bool = False) -> "Config":
    """Return the configuration in `file`, else in the closest one, else the defaults. Raises ConfigError."""
    from normkit.config import Config, discover, load  # noqa: PLC0415 (slow imports wait: --help needs none)

    use_one(file, without, "--config names a configuration and --no-config wants none")
    if not (file or without):
        file = discover(Path())
    return load(file) if file else Config()
