"""Ctrl-C: once to come to an end, twice to stop now."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from normkit.runs.run import GoesOn


@contextmanager
def interrupts() -> "Iterator[GoesOn]":
    """Yield what says whether none came; the second one raises KeyboardInterrupt."""
    came = False

    def hear(*_: object) -> None:
        nonlocal came
        if came:
            raise KeyboardInterrupt
        came = True
        click.echo("normkit: finishing what is in flight; again to stop now", err=True)

    before = signal.signal(signal.SIGINT, hear)
    try:
        yield lambda _: not came
    finally:
        signal.signal(signal.SIGINT, before)
