"""Options that say where shards run."""

from functools import wraps
from typing import Any

import click

from normkit.cli.options import CommandT, add_options

_ENGINE_OPTIONS = (
    click.option(
        "--workers",
        type=click.IntRange(1),
        help="Number of worker processes [default: one per processor; none for less than 2 MiB].",
    ),
    click.option(
        "--engine",
        "name",
        type=click.Choice(["inline", "processes", "ray"]),
        help="Where shards run [default: processes on this machine].",
    ),
    click.option(
        "--ray-address",
        "address",
        metavar="ADDRESS",
        help="The Ray cluster to use, HOST:PORT or auto [default: one is started here].",
    ),
    click.option(
        "--document-seconds",
        "seconds",
        type=click.FloatRange(0, min_open=True),
        help="Quarantine a document that takes longer in one pass (engine processes) [default: 600].",
    ),
    click.option(
        "--worker-memory",
        "megabytes",
        type=click.IntRange(1),
        metavar="MIB",
        help="Quarantine a document that makes a worker need more (engine processes, on Linux).",
    ),
)


def engine_options(command: CommandT) -> CommandT:
    """Add the options that say where shards run, and call the command with the `engine` that they choose."""

    @wraps(command)
    def chosen(*arguments: object, **others: Any) -> object:  # noqa: ANN401 (as the options are)
        from normkit.engines.options import EngineOptions  # noqa: PLC0415 (slow imports wait)

        engine = EngineOptions(
            **{name: others.pop(name) for name in ("name", "workers", "address", "seconds", "megabytes")}
        )
        engine.check()
        return command(*arguments, engine=engine, **others)

    return add_options(_ENGINE_OPTIONS, chosen)
