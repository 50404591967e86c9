"""Options that say what is done with every document."""

from dataclasses import replace
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING

import click

from normkit.cli.options import CommandT, add_options, survey_option, use_one

if TYPE_CHECKING:
    from normkit.config import Config

_JOB_OPTIONS = (
    click.option(
        "--text", is_flag=True, help="Also write each clean text to OUT/text/NAME; with -o -, write texts only."
    ),
    click.option(
        "--parts",
        type=click.Choice(["jsonl", "jsonl.gz", "jsonl.zst", "parquet"]),
        default="jsonl",
        show_default=True,
        help="File format of the records.",
    ),
    survey_option,
    click.option("--no-survey", is_flag=True, help="Skip the survey: stages get no counts."),
    click.option("--profile", is_flag=True, help="Report CPU time per step, here and in OUT/run.json."),
)


def job_options(command: CommandT) -> CommandT:
    """Add them to those of a `config`, and call the command with the `job` that they plan."""

    @wraps(command)
    def planned(  # noqa: PLR0913 (one parameter per option)
        *arguments: object,
        text: bool,
        parts: str,
        survey: Path | None,
        no_survey: bool,
        profile: bool,
        config: "Config",
        **others: object,
    ) -> object:
        use_one(survey, no_survey, "--survey names counts and --no-survey wants none")
        from normkit.jobs.job import Job  # noqa: PLC0415 (slow imports wait)

        job = Job.plan(
            config.pipeline,
            config.options,
            text=text,
            parts=parts,
            trust=config.trust,
            survey=None if no_survey else survey or config.survey.bytes,
            plugins=config.plugins,
        )
        return command(*arguments, job=replace(job, profile=profile), config=config, **others)

    return add_options(_JOB_OPTIONS, planned)
