"""The command line: data on standard output, all else on standard error."""

import os
import sys
from io import StringIO

import click

from normkit.cli.check import check
from normkit.cli.config import show_config
from normkit.cli.diff import diff
from normkit.cli.explain import explain
from normkit.cli.plugins import plugins
from normkit.cli.report import report
from normkit.cli.restore import restore
from normkit.cli.run import run
from normkit.cli.schema import schema
from normkit.cli.show import show
from normkit.cli.stages import stages
from normkit.cli.try_file import try_file
from normkit.cli.verify import verify
from normkit.cli.views.screen import printable, printable_line
from normkit.errors import NormkitError
from normkit.tuning import tune

_EXIT_CODES = """\b
Exit codes: 0 clean; 1 finished, with problems, quarantined documents, faults,
differences or changes; 2 usage, configuration or output in use; 3 internal;
130 interrupted."""


class _AsAdded(click.Group):
    """A group that lists its commands as they were added: those that come first are used first."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(self.commands)


@click.group(cls=_AsAdded, epilog=_EXIT_CODES, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=lambda context, _parameter, wanted: _tell_versions(context) if wanted else None,
    help="Show the versions of normkit and of the plugins, and exit.",
)
def cli() -> None:
    """Clean scraped plain text, describe it, and account for every character changed."""


for command in (
    run,
    restore,
    report,
    verify,
    diff,
    show,
    try_file,
    check,
    stages,
    explain,
    plugins,
    show_config,
    schema,
):
    cli.add_command(command)


def _tell_versions(context: click.Context) -> None:
    """Print them as installed, importing no plugin."""
    from importlib.metadata import version  # noqa: PLC0415 (slow imports wait until they are needed)

    from normkit.plugins.entry_points import KINDS, installed, origin  # noqa: PLC0415

    click.echo(f"normkit, version {version('normkit')}")
    plugins = {origin(entry_point) for group in KINDS for entry_point in installed(group)}
    for name, number in sorted(plugins):
        if name != "normkit":
            click.echo(printable_line(f"{name}, version {number}"))
    context.exit()


def main() -> None:
    """Run the command line and exit with its code."""
    tune()
    sys.exit(_exit_code())


def _exit_code() -> int:
    try:
        return cli.main(standalone_mode=False, color=False if os.environ.get("NO_COLOR") else None) or 0
    except click.ClickException as error:
        text = StringIO()
        error.show(text)
        click.echo(printable(text.getvalue()), err=True, nl=False)
        return error.exit_code
    except NormkitError as error:
        click.echo(f"normkit: {printable(str(error))}", err=True)
        return error.exit_code
    except (KeyboardInterrupt, click.Abort):
        click.echo("normkit: interrupted; the same command continues a run", err=True)
        return 130
    except BrokenPipeError:  # a reader such as `head` has seen enough
        sys.stdout = None
        return 0
    except Exception:  # noqa: BLE001 (a fault of ours still wants its exit code)
        import traceback  # noqa: PLC0415 (only when all else failed)

        click.echo(printable(traceback.format_exc()), err=True)
        click.echo("normkit: this is a fault of normkit; please report the lines above", err=True)
        return 3
