"""What is told while a run goes on."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from normkit.runs.surveying import OnObserved
    from normkit.runs.to_do import OnShard
    from normkit.sources.source import Source


class Watch(NamedTuple):
    """Who is told of each shard that was observed, and of each that is done."""

    on_observed: "OnObserved"
    on_shard: "OnShard"


@contextmanager
def progress(sources: "Sequence[Source]") -> Iterator[Watch]:
    """Show both passes over `sources` on a terminal, and nothing elsewhere."""
    if not sys.stderr.isatty():
        yield Watch(lambda _: None, lambda _: None)
        return
    from normkit.cli.views.passes import Passes, display  # noqa: PLC0415 (only on a terminal)

    with display() as shown:
        passes = Passes(shown, _size(sources))
        yield Watch(passes.observed, passes.done)


def _size(sources: "Sequence[Source]") -> int | None:
    """Return how many bytes of documents there are; None where only reading them tells."""
    if not all(source.is_folder for source in sources):
        return None
    files = (path for source in sources for path in source.path.rglob("*.txt"))
    try:
        return sum(path.stat().st_size for path in files if path.is_file())
    except OSError:  # what cannot be read is the reader's to tell
        return None
