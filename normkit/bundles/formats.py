"""Find the reader of a format among the installed plugins."""

from collections.abc import Callable, Iterator
from typing import TypeAlias

from normkit.plugins.entry_points import FORMATS, PluginError, find_trusted
from normkit.plugins.registration import new_manager, register_installed
from normkit.plugins.trust import Trust
from normkit.sources.raw_document import RawDocument, Unreadable
from normkit.sources.source import BundleError

Reader: TypeAlias = Callable[..., Iterator[RawDocument | Unreadable]]
"""Called with `source`, a `Source`: yields its documents."""


def find_format(name: str, location: str, trust: Trust) -> Reader:
    """Load the plugin whose entry point in the group `normkit.formats` is `name`.

    Raises BundleError, naming `location`, if there is none, more than one, or it is not trusted or broken.
    """
    manager = new_manager()
    try:
        register_installed(manager, find_trusted(name, FORMATS, trust))
    except PluginError as error:
        msg = f"bundle {location!r}: {error}; --format names another one"
        raise BundleError(msg) from error
    return manager.hook.normkit_read
