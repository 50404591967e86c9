"""`normkit try`: one file, with everything that would be done to it."""

from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from normkit.cli.options import as_json, survey_option
from normkit.cli.pipeline_options import pipeline_options
from normkit.cli.views.screen import printable_json

if TYPE_CHECKING:
    from normkit.config import Config


@click.command("try")
@click.argument("file", type=click.File("rb"))
@pipeline_options
@survey_option
@as_json
@click.pass_context
def try_file(
    context: click.Context, file: BinaryIO, survey: Path | None, *, config: "Config", as_json: bool
) -> None:
    """Normalize FILE and print what was done.

    FILE may be - for standard input. Nothing is written.

    \b
    normkit try page.txt --with typography
    normkit try page.txt --plugin ./mine.py
    """  # noqa: D301
    from normkit.cli.views.document import page  # noqa: PLC0415
    from normkit.sources.raw_document import RawDocument  # noqa: PLC0415
    from normkit.surveys.file import read_survey  # noqa: PLC0415

    pipeline = config.build(read_survey(survey) if survey else None)
    record = pipeline.normalize(RawDocument(file.read(), name=Path(file.name).name))
    click.echo(printable_json(record.model_dump_json(indent=1)) if as_json else "\n".join(page(record)))
    context.exit(1 if record.problems else 0)
