"""`normkit stages`: what there is."""

import json
from typing import TYPE_CHECKING, Any

import click

from normkit.cli.options import as_json
from normkit.cli.pipeline_options import pipeline_options
from normkit.cli.views.screen import printable_line

if TYPE_CHECKING:
    from normkit.config import Config
    from normkit.pipelines.step import PlannedStep


@click.command()
@click.argument("names", nargs=-1)
@click.option("--order", is_flag=True, help="Show the order of the pipeline, and what is wrong with it.")
@pipeline_options
@as_json
@click.pass_context
def stages(
    context: click.Context, names: tuple[str, ...], *, config: "Config", order: bool, as_json: bool
) -> None:
    """Describe stages, their rules and options.

    Without NAMES, those of the pipeline.

    \b
    normkit stages typography
    normkit stages --order --with typography --plugin ./mine.py
    """  # noqa: D301 (a lone \b keeps click from wrapping)
    from normkit.cli.views.order import order_lines, order_rows  # noqa: PLC0415 (pydantic is slow to import)
    from normkit.pipelines.pipeline import Pipeline  # noqa: PLC0415
    from normkit.plugins.entry_points import installed  # noqa: PLC0415

    names = names or config.pipeline
    steps = [Pipeline([name], trust=config.trust, plugins=config.plugins).steps[0] for name in names]
    if order:
        rows = list(order_rows(steps))
        click.echo(json.dumps(rows, indent=1) if as_json else "\n".join(order_lines(rows)))
        context.exit(2 if any(row["violated"] for row in rows) else 0)
    if as_json:
        click.echo(json.dumps([_describe(step) for step in steps], indent=1))
        return
    for step in steps:
        _print(step)
    others = [entry_point.name for entry_point in installed() if entry_point.name not in names]
    if others:
        click.echo(printable_line(f"also installed: {', '.join(others)}"), err=True)


def _describe(step: "PlannedStep") -> dict[str, Any]:
    stage = step.stage
    return {
        "name": stage.name,
        "summary": _summary(step),
        "distribution": step.provider.distribution,
        "version": step.provider.version,
        "reads": list(stage.reads),
        "observes": stage.observes,
        "writes": {name: kind.__name__ for name, kind in stage.writes.items()},
        "options": stage.options_type.model_json_schema().get("properties", {}),
        "rules": [
            {
                "name": f"{stage.name}.{rule.name}",
                "summary": rule.summary,
                "changes": rule.changes,
                "keeps": rule.keeps,
            }
            for rule in stage.rules
        ],
    }


def _summary(step: "PlannedStep") -> str:
    return (type(step.stage).__doc__ or "").strip().split("\n")[0]


def _print(step: "PlannedStep") -> None:
    stage = _describe(step)
    head = click.style(printable_line(stage["name"]), bold=True)
    click.echo(f"{head}  {printable_line(stage['distribution'])} {printable_line(stage['version'])}")
    click.echo(f"  {printable_line(stage['summary'])}")
    if stage["writes"]:
        click.echo(printable_line(f"  writes {', '.join(stage['writes'])}"))
    for name, option in stage["options"].items():
        default, about = json.dumps(option.get("default")), option.get("description", "")
        click.echo(printable_line(f"  option {name} = {default}  {about}"))
    for rule in stage["rules"]:
        click.echo(
            f"  {click.style(printable_line(rule['name']), fg='cyan')}  {printable_line(rule['summary'])}"
        )
    click.echo()
