"""Ctrl-C: once to come to an end, twice to stop now."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

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
        os.write(2, b"normkit: finishing what is in flight; again to stop now\n")  # whatever is being printed

    before = signal.getsignal(signal.SIGINT)
    if before != signal.SIG_IGN:  # as in the background of a shell script
        signal.signal(signal.SIGINT, hear)
    try:
        yield lambda _: not came
    finally:
        signal.signal(signal.SIGINT, before)
