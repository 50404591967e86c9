"""`normkit check`: whether anything would change."""

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from normkit.cli.options import as_json, survey_option
from normkit.cli.pipeline_options import pipeline_options
from normkit.cli.views.screen import printable_line

if TYPE_CHECKING:
    from normkit.config import Config
    from normkit.pipelines.pipeline import Pipeline


@click.command()
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@pipeline_options
@survey_option
@as_json
@click.pass_context
def check(
    context: click.Context, files: tuple[Path, ...], survey: Path | None, *, config: "Config", as_json: bool
) -> None:
    """Tell which of FILES would change, and why.

    Nothing is written. Exit code 1 if a file would change, or a stage fails on it.

    \b
    normkit check page.txt notes.txt --stage encoding --stage typography
    """  # noqa: D301 (a lone \b keeps click from wrapping)
    from normkit.surveys.file import read_survey  # noqa: PLC0415 (slow imports wait until a command needs them)

    pipeline = config.build(read_survey(survey) if survey else None)
    rows = [row for file in files if (row := _check(file, pipeline))]
    click.echo(json.dumps(rows, indent=1) if as_json else "\n".join(map(_line, rows)), nl=as_json or bool(rows))
    click.echo(f"{len(rows):,} of {len(files):,} files would change", err=True)
    context.exit(1 if rows else 0)


def _check(file: Path, pipeline: "Pipeline") -> dict[str, Any] | None:
    """Say what would become of a file; None: it would stay as it is."""
    raw = file.read_bytes()
    record = pipeline.normalize(raw)
    if record.text.encode() == raw and not record.problems:
        return None
    rules: Counter[str] = Counter()
    for edit in record.edits:
        rules[edit.rule] += len(edit.spans)
    problems = [f"{problem.stage} failed: {problem.reason}" for problem in record.problems]
    return {"file": str(file), "encoding": record.raw.encoding, "rules": dict(rules), "problems": problems}


def _line(row: dict[str, Any]) -> str:
    reasons = [f"{rule} ({number})" for rule, number in row["rules"].items()] + row["problems"]
    otherwise = f"is {row['encoding']} and would be written as UTF-8"
    return printable_line(f"{row['file']}: {', '.join(reasons) or otherwise}")
