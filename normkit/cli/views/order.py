"""The pipeline that would run, for people."""

from collections.abc import Iterator, Sequence
from typing import Any

import click

from normkit.cli.views.screen import printable_line
from normkit.pipelines.order import misplaced, unwritten
from normkit.pipelines.step import PlannedStep


def order_rows(steps: Sequence[PlannedStep]) -> Iterator[dict[str, Any]]:
    """Yield a row for each step, with what is wrong about its place."""
    stages = [step.stage for step in steps]
    wrong, unread = list(misplaced(stages)), list(unwritten(stages))
    for place, step in enumerate(steps):
        yield {
            "name": step.stage.name,
            "distribution": step.provider.distribution,
            "version": step.provider.version,
            "before": list(step.stage.before),
            "after": list(step.stage.after),
            "reads": list(step.stage.reads),
            "writes": list(step.stage.writes),
            "violated": [told for at, told in wrong if at == place],
            "unwritten": [told for at, told in unread if at == place],
        }


def order_lines(rows: Sequence[dict[str, Any]]) -> Iterator[str]:
    """Yield a line for each step, and below it what is wrong."""
    for place, row in enumerate(rows, 1):
        yield f"{place:>2}  {click.style(row['name'], bold=True)}  {row['distribution']} {row['version']}"
        for key in ("reads", "writes", "before", "after"):
            if row[key]:
                yield printable_line(f"      {key} {', '.join(row[key])}")
        for told in row["violated"]:
            yield click.style(printable_line(f"    ! {told}"), fg="red")
        for told in row["unwritten"]:
            yield click.style(printable_line(f"    ? {told}"), fg="yellow")
