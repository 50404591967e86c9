"""`normkit run` and `normkit restore`."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from normkit.cli.options import (
    as_json,
    engine_options,
    pipeline_options,
    reading_options,
    split_fields,
    survey_option,
)
from normkit.cli.progress import progress
from normkit.cli.report import make_report
from normkit.cli.screen import printable, printable_json, printable_line

if TYPE_CHECKING:
    from normkit.bundles.bundle import Bundle
    from normkit.config import Config
    from normkit.engines.options import EngineOptions
    from normkit.jobs.job import Job
    from normkit.record.counts import Counts

_PATH = click.Path(path_type=Path)
_STDOUT = "-"


@click.command()
@click.argument("bundles", metavar="BUNDLE...", nargs=-1, required=True)
@click.option(
    "-o", "--out", required=True, help="Folder for the result; a stopped run continues in it. - is stdout."
)
@click.option("--restart", is_flag=True, help="Start over what OUT holds, and keep nothing of it.")
@engine_options
@pipeline_options
@reading_options
@click.option(
    "--text", is_flag=True, help="Also write each clean text to OUT/text/NAME; to stdout, only texts."
)
@click.option(
    "--parts",
    type=click.Choice(["jsonl", "jsonl.gz", "jsonl.zst", "parquet"]),
    default="jsonl",
    show_default=True,
    help="The form of the records.",
)
@survey_option
@click.option("--no-survey", is_flag=True, help="Count nothing first, and give stages no counts.")
@click.option("--report", is_flag=True, help="Also write a page about the run, OUT/report.html.")
@click.option(
    "--observer", "observers", multiple=True, metavar="NAME", help="Tell this plugin what becomes of the run."
)
@click.option("--profile", is_flag=True, help="Say what CPU time was spent on, here and in OUT/run.json.")
@as_json
@click.pass_context
def run(  # noqa: PLR0913, PLR0917 (one parameter per option)
    context: click.Context,
    bundles: tuple[str, ...],
    out: str,
    format: str | None,  # noqa: A002 (as the option is called)
    fields: tuple[str, ...],
    parts: str,
    survey: Path | None,
    observers: tuple[str, ...],
    *,
    engine: "EngineOptions",
    config: "Config",
    restart: bool,
    text: bool,
    no_survey: bool,
    report: bool,
    profile: bool,
    as_json: bool,
) -> None:
    """Normalize the documents of each BUNDLE: a folder, an archive, JSON lines, Parquet, WET, or - for stdin.

    \b
    normkit run seeds -o out
    normkit run one.tar.gz two.jsonl -o out --field text=content --text
    cat page.txt | normkit run - -o - --text
    """  # noqa: D301 (a lone \b keeps click from wrapping)
    from normkit.bundles.bundle import open_bundle  # noqa: PLC0415 (slow imports wait until a command needs them)
    from normkit.cli.interrupts import interrupts  # noqa: PLC0415
    from normkit.cli.summary import summary  # noqa: PLC0415
    from normkit.jobs.job import Job  # noqa: PLC0415
    from normkit.plugins.observers import Observers  # noqa: PLC0415
    from normkit.report.page import check_report  # noqa: PLC0415
    from normkit.runs.claim import start_over  # noqa: PLC0415
    from normkit.runs.run import execute  # noqa: PLC0415

    if survey and no_survey:
        msg = "--survey names counts and --no-survey wants none: use one of them"
        raise click.UsageError(msg)
    if report and out == _STDOUT:
        msg = (
            "--report writes a page beside the records, and standard output has no place for it: name a folder"
        )
        raise click.UsageError(msg)
    if report:
        check_report()
    if observers and out == _STDOUT:
        msg = "--observer is told of a folder, and -o - writes none: use one of them"
        raise click.UsageError(msg)
    job = Job.plan(
        config.pipeline,
        config.options,
        text=text,
        parts=parts,
        trust=config.trust,
        survey=None if no_survey else survey or config.survey.bytes,
        plugins=config.plugins,
    )
    job = replace(job, profile=profile)
    bundle = open_bundle(
        *bundles,
        format=format,
        fields=split_fields(fields),
        limits=config.limits,
        trust=config.trust,
    )
    if out == _STDOUT:
        context.exit(_exit_code(_print(bundle, job)))
    told = Observers((*config.observers, *observers), config.trust, config.plugins)
    if restart:
        start_over(Path(out))
    with progress([source for source, _ in bundle.sources]) as watch, interrupts() as goes_on:
        counts = execute(bundle, Path(out), job, engine, **watch._asdict(), goes_on=goes_on, observers=told)
    if as_json:
        click.echo(printable_json(counts.model_dump_json(indent=1)))
    click.echo("\n".join(summary(counts, Path(out), config.pipeline)), err=True)
    if report:
        make_report(Path(out), trust=config.trust)
    else:
        click.echo(f"Look at all:  normkit report {printable_line(out)}", err=True)
    if profile:
        _tell_profile(json.loads((Path(out) / "run.json").read_bytes())["profile"])
    context.exit(_exit_code(counts))


def _print(bundle: "Bundle", job: "Job") -> "Counts":
    """Write records, or with --text the texts, to standard output shard by shard."""
    from normkit.bundles.shard import shards  # noqa: PLC0415
    from normkit.engines.inline import run_inline  # noqa: PLC0415
    from normkit.record.counts import Counts  # noqa: PLC0415

    cpu: Counter[str] = Counter()
    wanted = "text/" if job.text else "documents/"
    counts = Counts()
    for outcome in run_inline(job, shards(bundle.begin())):
        counts.add(outcome.counts)
        cpu.update(outcome.cpu)
        for name, content in outcome.files:
            if name.startswith(wanted):
                click.echo(content, nl=False)
        for reason in outcome.reasons:
            click.echo(f"normkit: {printable(reason)}", err=True)
    if job.profile:
        _tell_profile(cpu)
    return counts


def _tell_profile(seconds: Mapping[str, float]) -> None:
    from normkit.cli.profile import profile_table  # noqa: PLC0415

    click.echo("\n".join(profile_table(seconds)), err=True)


def _exit_code(counts: "Counts") -> int:
    if not counts.documents:
        return 2
    return 0 if counts.clean else 1


@click.command()
@click.argument("out", type=_PATH)
@click.option("-o", "--into", type=_PATH, required=True, help="New folder for the raw documents.")
@click.pass_context
def restore(context: click.Context, out: Path, into: Path) -> None:
    """Write the raw documents of the run in OUT back, byte for byte.

    \b
    normkit restore out -o raw
    """  # noqa: D301
    from normkit.runs.restore import restore as restore_run  # noqa: PLC0415

    restored = failed = 0
    for name, reason in restore_run(out, into):
        if reason is None:
            restored += 1
        else:
            failed += 1
            click.echo(f"normkit: not restored: {printable_line(f'{name}: {reason}')}", err=True)
    click.echo(f"{restored:,} documents restored to {printable_line(into)}, checksums compared", err=True)
    context.exit(1 if failed else 0)
