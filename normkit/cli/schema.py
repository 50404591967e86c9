"""`normkit schema`: what a record looks like."""

import json

import click


@click.command()
def schema() -> None:
    """Print the JSON Schema of a record."""
    from normkit.record.record import Record  # noqa: PLC0415

    click.echo(json.dumps(Record.model_json_schema(), indent=1))
