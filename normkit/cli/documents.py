"""`normkit show` and `normkit try`: one document, with everything that was done to it."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from normkit.cli.options import as_json, pipeline_options, survey_option
from normkit.cli.screen import printable_json, printable_line

if TYPE_CHECKING:
    from normkit.config import Config


@click.command()
@click.argument("out", type=click.Path(path_type=Path))
@click.argument("key", metavar="[ID]", required=False)
@as_json
def show(out: Path, key: str | None, *, as_json: bool) -> None:
    """Print the document of the run in OUT whose id or name begins with ID; without ID, list all.

    \b
    normkit show out 7c27
    """  # noqa: D301 (a lone \b keeps click from wrapping)
    from normkit.cli.page import page  # noqa: PLC0415 (pydantic is slow to import, and --help needs none)
    from normkit.runs.reading import find, records  # noqa: PLC0415

    if key is None:
        for record in records(out):
            row = {"id": record.id, "name": record.name}
            click.echo(json.dumps(row) if as_json else printable_line("  ".join(row.values())))
        return
    record = find(out, key)
    click.echo(printable_json(record.model_dump_json(indent=1)) if as_json else "\n".join(page(record)))


@click.command("try")
@click.argument("file", type=click.File("rb"))
@pipeline_options
@survey_option
@as_json
@click.pass_context
def try_file(
    context: click.Context, file: BinaryIO, survey: Path | None, *, config: "Config", as_json: bool
) -> None:
    """Normalize FILE, or standard input if it is -, and print what was done. Nothing is written.

    \b
    normkit try page.txt --with typography
    normkit try page.txt --plugin ./mine.py
    """  # noqa: D301
    from normkit.cli.page import page  # noqa: PLC0415
    from normkit.pipelines.pipeline import Pipeline  # noqa: PLC0415
    from normkit.stages.document import RawDocument  # noqa: PLC0415
    from normkit.surveys.file import read_survey  # noqa: PLC0415

    counts = read_survey(survey) if survey else None
    pipeline = Pipeline(config.pipeline, config.options, config.trust, counts, config.plugins)
    record = pipeline.normalize(RawDocument(file.read(), name=Path(file.name).name))
    click.echo(printable_json(record.model_dump_json(indent=1)) if as_json else "\n".join(page(record)))
    context.exit(1 if record.problems else 0)
