"""The pipeline that would run, for people."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

import click

from normkit.cli.screen import printable_line
from normkit.pipelines.order import misplaced, unwritten
from normkit.pipelines.pipeline import PlannedStep


def show_order(steps: Sequence[PlannedStep], *, as_json: bool) -> int:
    """Print one line a step, and what is wrong below it. Return the exit code."""
    stages = [step.stage for step in steps]
    wrong, unread = list(misplaced(stages)), list(unwritten(stages))
    rows = [
        {
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
        for place, step in enumerate(steps)
    ]
    click.echo(json.dumps(rows, indent=1) if as_json else "\n".join(_order_lines(rows)))
    return 2 if wrong else 0


def _order_lines(rows: list[dict[str, Any]]) -> Iterator[str]:
    for place, row in enumerate(rows, 1):
        yield f"{place:>2}  {click.style(row['name'], bold=True)}  {row['distribution']} {row['version']}"
        for key in ("reads", "writes", "before", "after"):
            if row[key]:
                yield printable_line(f"      {key} {', '.join(row[key])}")
        for told in row["violated"]:
            yield click.style(printable_line(f"    ! {told}"), fg="red")
        for told in row["unwritten"]:
            yield click.style(printable_line(f"    ? {told}"), fg="yellow")
