"""What a plugin may implement: a module or object that an entry point of the group `normkit` names."""

from collections.abc import Iterator, Sequence
from typing import Any

import pluggy

from normkit.decoding import Decoding
from normkit.document import RawDocument, Unreadable
from normkit.source import Source
from normkit.stage import Stage

hookspec = pluggy.HookspecMarker("normkit")
hookimpl = pluggy.HookimplMarker("normkit")


@hookspec
def normkit_stages() -> Sequence[type[Stage[Any]]]:  # type: ignore[empty-body]
    """Called when a pipeline names the plugin: return the stages that it provides."""


@hookspec(firstresult=True)
def normkit_read(source: Source) -> Iterator[RawDocument | Unreadable]:  # type: ignore[empty-body]
    """Called for each bundle of the plugin's format: yield its documents in order, never all at once.

    What cannot be read is an `Unreadable` in its place; raise BundleError if nothing can. The plugin's entry
    point is in the group `normkit.formats` and bears the format's name: the last part of its files' names.
    """


@hookspec(firstresult=True)
def normkit_decode(raw: bytes) -> Decoding | None:
    """Called once for each raw document, before any step: return its text, or None to leave it to others.

    The plugins of a pipeline are asked in its order; the core's own answer is UTF-8.
    """
