"""Options that several commands share."""

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

if TYPE_CHECKING:
    from normkit.config import Config

CommandT = TypeVar("CommandT", bound=Callable[..., Any])

as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


_PIPELINE_OPTIONS = (
    click.option(
        "--stage", "stages", multiple=True, metavar="NAME", help="Run exactly these stages, in the order given."
    ),
    click.option("--with", "added", multiple=True, metavar="NAME", help="Append this stage to the pipeline."),
    click.option(
        "--plugin",
        "plugin_files",
        multiple=True,
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="Try a plugin that is not installed: run the stages in this file at the end.",
    ),
    click.option(
        "--set", "values", multiple=True, metavar="STAGE.OPTION=VALUE", help="Set this option of a stage."
    ),
    click.option(
        "--config",
        "config_file",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="Read this configuration, not the closest normkit.toml or pyproject.toml.",
    ),
    click.option("--no-config", is_flag=True, help="Read no configuration."),
    click.option("--no-plugins", is_flag=True, help="Import no plugin but normkit's own."),
)


def pipeline_options(command: CommandT) -> CommandT:
    """Add the options that say what runs, and call the command with the checked `config` that holds."""

    @wraps(command)
    def configured(  # noqa: PLR0913 (one parameter per option)
        *arguments: object,
        stages: tuple[str, ...],
        added: tuple[str, ...],
        values: tuple[str, ...],
        plugin_files: tuple[Path, ...],
        config_file: Path | None,
        no_config: bool,
        no_plugins: bool,
        **others: object,
    ) -> object:
        if stages and added:
            msg = "--stage names the whole pipeline and --with adds to the configured one: use one of them"
            raise click.UsageError(msg)
        if plugin_files and no_plugins:
            msg = "--plugin names a plugin and --no-plugins wants none: use one of them"
            raise click.UsageError(msg)
        from normkit.plugins.file import PluginFile  # noqa: PLC0415 (as below)

        config = read_config(config_file, without=no_config).over(
            stages, added, dict(map(_split_value, values)), [*map(PluginFile.read, plugin_files)]
        )
        if no_plugins:
            config = config.without_plugins()
        config.check()
        return command(*arguments, config=config, **others)

    for option in reversed(_PIPELINE_OPTIONS):
        configured = option(configured)
    return cast("CommandT", configured)


survey_option = click.option(
    "--survey",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Count nothing first: use the counts of another run, its survey.bin.",
)


_ENGINE_OPTIONS = (
    click.option(
        "--workers",
        type=click.IntRange(1),
        help="Processes to work in; by itself one for each processor, and none for less than 2 MiB.",
    ),
    click.option(
        "--engine",
        "name",
        type=click.Choice(["inline", "processes", "ray"]),
        help="Where these processes are; by itself: on this machine.",
    ),
    click.option(
        "--ray-address",
        "address",
        metavar="ADDRESS",
        help="The Ray cluster to use, HOST:PORT or auto; else one is started here, and stopped.",
    ),
    click.option(
        "--document-seconds",
        "seconds",
        type=click.FloatRange(0, min_open=True),
        help="Quarantine a document that takes longer in one pass; engine processes, there 600 by itself.",
    ),
    click.option(
        "--worker-memory",
        "megabytes",
        type=click.IntRange(1),
        metavar="MIB",
        help="Quarantine a document that would make a process need more; engine processes, on Linux.",
    ),
)


def engine_options(command: CommandT) -> CommandT:
    """Add the options that say where shards run, and call the command with the `engine` that they choose."""

    @wraps(command)
    def chosen(*arguments: object, **others: Any) -> object:  # noqa: ANN401 (as the options are)
        from normkit.engines.options import EngineOptions  # noqa: PLC0415 (slow, as below)

        engine = EngineOptions(
            **{name: others.pop(name) for name in ("name", "workers", "address", "seconds", "megabytes")}
        )
        engine.check()
        return command(*arguments, engine=engine, **others)

    for option in reversed(_ENGINE_OPTIONS):
        chosen = option(chosen)
    return cast("CommandT", chosen)


def read_config(file: Path | None = None, *, without: bool = False) -> "Config":
    """Return the configuration in `file`, else in the closest one, else the defaults. Raises ConfigError."""
    from normkit.config import Config, discover, load  # noqa: PLC0415 (pydantic is slow; --help needs none)

    if file and without:
        msg = "--config names a configuration and --no-config wants none: use one of them"
        raise click.UsageError(msg)
    if not (file or without):
        file = discover(Path())
    return load(file) if file else Config()


def _split_value(assignment: str) -> tuple[tuple[str, str], Any]:
    from normkit.config import ConfigError, split_assignment  # noqa: PLC0415 (as above)

    try:
        stage, option, value = split_assignment(assignment)
    except ConfigError as error:
        raise click.UsageError(str(error)) from error
    return (stage, option), value


def reading_options(command: CommandT) -> CommandT:
    """Add --format and --field, which `split_fields` reads."""
    field_option = click.option(
        "--field",
        "fields",
        multiple=True,
        metavar="NAME=COLUMN",
        help="The column that holds each document's id, text or url, where the bundle has columns.",
    )
    format_option = click.option("--format", metavar="NAME", help="The bundles' format, if names do not tell.")
    return format_option(field_option(command))


def split_fields(fields: tuple[str, ...]) -> dict[str, str]:
    """Return the column of each field. Raises click.UsageError for anything but NAME=COLUMN."""
    pairs = {name: column for name, _, column in (field.partition("=") for field in fields)}
    if wrong := [name for name, column in pairs.items() if name not in ("id", "text", "url") or not column]:
        msg = f"--field {wrong[0]!r}: write id=COLUMN, text=COLUMN or url=COLUMN"
        raise click.UsageError(msg)
    return pairs
