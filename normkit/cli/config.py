"""`normkit config`: what holds, and where each value comes from."""

import json
import textwrap
from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from normkit.cli.options import as_json
from normkit.cli.pipeline_options import pipeline_options
from normkit.cli.views.screen import printable

if TYPE_CHECKING:
    from normkit.config import Config
    from normkit.config.file import Origin

_VALUE_WIDTH = 64
_LISTS = ("pipeline", "observers")


class _Row(NamedTuple):
    group: str
    name: str
    value: Any
    origin: "Origin"


@click.command("config")
@pipeline_options
@as_json
def show_config(*, config: "Config", as_json: bool) -> None:
    """Print the configuration, and where it comes from.

    Each value with its origin: default, line of the file, or command line.

    \b
    normkit config
    normkit config --with typography --set typography.dash=false
    """  # noqa: D301 (a lone \b keeps click from wrapping)
    if as_json:
        values = [
            {"group": group, "name": name, "value": value, "from": origin.name, "line": origin.line}
            for group, name, value, origin in _rows(config)
        ]
        click.echo(json.dumps({"file": config.file, "values": values}, indent=1, default=str))
    else:
        click.echo("\n".join(_lines(config)))


def _rows(config: "Config") -> Iterator[_Row]:
    steps = config.build().steps
    for place, stage in enumerate(config.pipeline):
        yield _Row("pipeline", str(place), stage, config.origin("pipeline", place))
    options = {step.stage.name: step.stage.options.model_dump(mode="json") for step in steps}
    for stage, values in {**options, **config.stages, **options}.items():  # those that wait come last
        for name, value in values.items():
            yield _Row(f"stages.{stage}", name, value, config.origin("stages", stage, name))
    for place, observer in enumerate(config.observers):
        yield _Row("observers", str(place), observer, config.origin("observers", place))
    for group in ("limits", "survey", "trust"):
        for name, value in getattr(config, group).model_dump(mode="json").items():
            yield _Row(group, name, value, config.origin(group, name))


def _lines(config: "Config") -> Iterator[str]:
    """Yield lines of at most 80 columns, but for a long path of the file."""
    yield printable(f"file {config.file}" if config.file else "no file")
    if not config.pipeline:
        yield from ("", click.style("pipeline", bold=True), *_aligned("no stage", config.origin("pipeline")))
    for group, rows in groupby(_rows(config), key=lambda row: row.group):
        waits = group.startswith("stages.") and group.removeprefix("stages.") not in config.pipeline
        yield ""
        yield click.style(printable(group), bold=True) + (" (not in the pipeline)" if waits else "")
        for row in rows:
            value = json.dumps(row.value, ensure_ascii=False, default=str)
            yield from _aligned(row.value if group in _LISTS else f"{row.name} = {value}", row.origin)


def _aligned(text: str, origin: "Origin") -> Iterator[str]:
    *above, last = textwrap.wrap(
        printable(text), _VALUE_WIDTH, initial_indent="  ", subsequent_indent="    ", break_on_hyphens=False
    )
    yield from above
    place = f"line {origin.line}" if origin.line else origin.name
    yield f"{last:<{_VALUE_WIDTH}}  {place}"
