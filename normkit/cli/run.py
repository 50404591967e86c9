"""`normkit run`: the main job."""

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from normkit.cli.bundle_options import bundle_options
from normkit.cli.engine_options import engine_options
from normkit.cli.job_options import job_options
from normkit.cli.options import as_json, use_one
from normkit.cli.pipeline_options import pipeline_options
from normkit.cli.progress import progress
from normkit.cli.report import make_report
from normkit.cli.views.screen import printable, printable_json, printable_line

if TYPE_CHECKING:
    from normkit.bundles.bundle import Bundle
    from normkit.config import Config
    from normkit.engines.options import EngineOptions
    from normkit.jobs.job import Job
    from normkit.record.counts import Counts

_STDOUT = "-"


@click.command()
@click.option("-o", "--out", required=True, help="Folder for the result, or - for standard output.")
@click.option("--restart", is_flag=True, help="Discard the run that OUT holds, and start over.")
@engine_options
@pipeline_options
@bundle_options
@job_options
@click.option("--report", is_flag=True, help="Also write a report, OUT/report.html.")
@click.option(
    "--observer",
    "observers",
    multiple=True,
    metavar="NAME",
    help="Notify this observer plugin as the run proceeds.",
)
@as_json
@click.pass_context
def run(  # noqa: PLR0913 (one parameter per question)
    context: click.Context,
    out: str,
    observers: tuple[str, ...],
    *,
    engine: "EngineOptions",
    config: "Config",
    bundle: "Bundle",
    job: "Job",
    restart: bool,
    report: bool,
    as_json: bool,
) -> None:
    """Normalize all documents of each BUNDLE.

    A bundle is a folder of .txt files, an archive of them, JSON lines, Parquet, WET, or - for one document on
    standard input. A stopped run continues when the same command is given again.

    \b
    normkit run seeds -o out
    normkit run one.tar.gz two.jsonl -o out --field text=content --text
    cat page.txt | normkit run - -o - --text
    """  # noqa: D301 (a lone \b keeps click from wrapping)
    to_stdout = out == _STDOUT
    use_one(report, to_stdout, "--report writes a page into a folder, and -o - writes none")
    use_one(observers, to_stdout, "--observer is told of a folder, and -o - writes none")
    if to_stdout:
        context.exit(_exit_code(_print(bundle, job)))
    from normkit.cli.interrupts import interrupts  # noqa: PLC0415 (slow imports wait until a command needs them)
    from normkit.cli.views.summary import summary  # noqa: PLC0415
    from normkit.jobs.profiling import Clock  # noqa: PLC0415
    from normkit.plugins.observers import Observers  # noqa: PLC0415
    from normkit.runs.claim import start_over  # noqa: PLC0415
    from normkit.runs.run import execute  # noqa: PLC0415

    if report:
        from normkit.report.page import check_report  # noqa: PLC0415

        check_report()
    told = Observers((*config.observers, *observers), config.trust, config.plugins)
    folder, clock = Path(out), Clock()
    if restart:
        start_over(folder)
    with progress([source for source, _ in bundle.sources]) as watch, interrupts() as goes_on:
        counts = execute(
            bundle, folder, job, engine, **watch._asdict(), goes_on=goes_on, observers=told, clock=clock
        )
    if as_json:
        click.echo(printable_json(counts.model_dump_json(indent=1)))
    click.echo("\n".join(summary(counts, folder, config.pipeline)), err=True)
    if report:
        make_report(folder, trust=config.trust)
    else:
        click.echo(f"Look at all:  normkit report {printable_line(out)}", err=True)
    if job.profile:
        _tell_profile(clock.seconds)
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
                click.echo(b"".join(content), nl=False)
        for reason in outcome.reasons:
            click.echo(f"normkit: {printable(reason)}", err=True)
    if job.profile:
        _tell_profile(cpu)
    return counts


def _tell_profile(seconds: Mapping[str, float]) -> None:
    from normkit.cli.views.profile import profile_table  # noqa: PLC0415

    click.echo("\n".join(profile_table(seconds)), err=True)


def _exit_code(counts: "Counts") -> int:
    if not counts.documents:
        return 2
    return 0 if counts.clean else 1
