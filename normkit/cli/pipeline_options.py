"""Options that say what runs."""

from functools import wraps
from pathlib import Path
from typing import Any

import click

from normkit.cli.options import CommandT, add_options, read_config, use_one

_PIPELINE_OPTIONS = (
    click.option(
        "--stage",
        "stages",
        multiple=True,
        metavar="NAME",
        help="Run exactly these stages, in this order; may be repeated.",
    ),
    click.option(
        "--with",
        "added",
        multiple=True,
        metavar="NAME",
        help="Append this stage to the pipeline; may be repeated.",
    ),
    click.option(
        "--plugin",
        "plugin_files",
        multiple=True,
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="Append the stages in this file: a plugin that is not installed.",
    ),
    click.option(
        "--set",
        "values",
        multiple=True,
        metavar="STAGE.OPTION=VALUE",
        help="Set an option of a stage; may be repeated.",
    ),
    click.option(
        "--config",
        "config_file",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="Configuration file [default: the closest normkit.toml or pyproject.toml].",
    ),
    click.option("--no-config", is_flag=True, help="Ignore configuration files."),
    click.option("--no-plugins", is_flag=True, help="Import no plugins but normkit's own."),
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
        use_one(stages, added, "--stage names the whole pipeline and --with adds to the configured one")
        use_one(plugin_files, no_plugins, "--plugin names a plugin and --no-plugins wants none")
        from normkit.plugins.file import PluginFile  # noqa: PLC0415 (slow imports wait)

        config = read_config(config_file, without=no_config).over(
            stages, added, dict(map(_split_value, values)), [*map(PluginFile.read, plugin_files)]
        )
        if no_plugins:
            config = config.without_plugins()
        config.check()
        return command(*arguments, config=config, **others)

    return add_options(_PIPELINE_OPTIONS, configured)


def _split_value(assignment: str) -> tuple[tuple[str, str], Any]:
    from normkit.config import ConfigError, split_assignment  # noqa: PLC0415 (slow imports wait)

    try:
        stage, option, value = split_assignment(assignment)
    except ConfigError as error:
        raise click.UsageError(str(error)) from error
    return (stage, option), value
