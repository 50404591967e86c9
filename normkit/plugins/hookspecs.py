"""What a plugin may implement, in the order of a run.

A plugin is a module, or an object, that an entry point names: in the group `normkit` for stages and decoding,
`normkit.formats` for reading, `normkit.observers` for observing a run. Or it is a file, which may do all of
that but read. An implementation may leave out arguments that it does not need.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pluggy

from normkit.ledger.decoding import Decoding
from normkit.record.counts import Counts
from normkit.sources.raw_document import RawDocument, Unreadable
from normkit.sources.source import Source
from normkit.stages.stage import Stage

hookspec = pluggy.HookspecMarker("normkit")
hookimpl = pluggy.HookimplMarker("normkit")


@hookspec
def normkit_stages() -> Sequence[type[Stage[Any]]]:  # type: ignore[empty-body]
    """Called when a pipeline names the plugin, in each process: return the stages that it provides."""


@hookspec(firstresult=True)
def normkit_read(source: Source) -> Iterator[RawDocument | Unreadable]:  # type: ignore[empty-body]
    """Called for each bundle of the plugin's format: yield its documents in order, never all at once.

    What cannot be read is an `Unreadable` in its place; raise BundleError if nothing can. The plugin's entry
    point is in the group `normkit.formats` and bears the format's name: the last part of its files' names.
    """


@hookspec
def normkit_run_started(out: Path, stages: Sequence[str]) -> None:
    """Called when a run begins to write to the folder `out`, or goes on after it was stopped.

    This and the next two are for observers of a run, which `--observer` names, and are called where the run
    was started, not in its workers. One that fails is reported, and not called again in that run.
    """


@hookspec(firstresult=True)
def normkit_decode(raw: bytes) -> Decoding | None:
    """Called once for each raw document, before any step: return its text, or None to leave it to others.

    The plugins of a pipeline are asked in its order; the core's own answer is UTF-8. If a stage observes, it
    is called once more for each document, before.
    """


@hookspec
def normkit_shard_committed(out: Path, shard: int, counts: Counts) -> None:
    """Called when the files and the receipt of a shard are on disk; `counts` are of this shard alone.

    Shards are told in order, from 0. Those that were committed before a run was stopped are not told again.
    """


@hookspec
def normkit_run_finished(out: Path, counts: Counts) -> None:
    """Called when the manifest is on disk, with the counts of all shards. Not for a run that is stopped."""
