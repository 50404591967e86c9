"""`normkit stages`, `normkit plugins` and `normkit schema`: what there is."""

import json
from typing import TYPE_CHECKING, Any

import click

from normkit.cli.options import as_json, read_config
from normkit.cli.screen import printable_line

if TYPE_CHECKING:
    from normkit.pipeline import PlannedStep


@click.command()
@click.argument("names", nargs=-1)
@as_json
def stages(names: tuple[str, ...], *, as_json: bool) -> None:
    """Describe the stages NAMES, or those of the pipeline, with their rules and options."""
    from normkit.pipeline import Pipeline  # noqa: PLC0415 (pydantic is slow to import)
    from normkit.plugins import installed  # noqa: PLC0415

    config = read_config()
    names = names or config.pipeline
    steps = [Pipeline([name], trust=config.trust).steps[0] for name in names]
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


@click.command()
@as_json
def plugins(*, as_json: bool) -> None:
    """List what the installed plugins provide, and whether they may be imported. None is imported for it."""
    from normkit.formats import GROUP as FORMATS  # noqa: PLC0415
    from normkit.plugins import GROUP, installed, origin  # noqa: PLC0415

    trust = read_config().trust
    rows = [
        (
            kind,
            entry_point.name,
            *origin(entry_point),
            trust.refusal(origin(entry_point)[0]) or "is trusted",
            entry_point.value,
        )
        for kind, group in (("stage", GROUP), ("format", FORMATS))
        for entry_point in installed(group)
    ]
    if as_json:
        keys = "kind", "name", "distribution", "version", "trust", "module"
        click.echo(json.dumps([dict(zip(keys, row, strict=True)) for row in rows], indent=1))
        return
    for kind, name, distribution, version, verdict, module in rows:
        click.echo(printable_line(f"{kind:<8}{name:<16}{distribution} {version}  {module}  {verdict}"))


@click.command()
def schema() -> None:
    """Print the JSON Schema of a record."""
    from normkit.record import Record  # noqa: PLC0415

    click.echo(json.dumps(Record.model_json_schema(), indent=1))
