"""Find the reader of a format among the installed plugins."""

from collections.abc import Callable, Iterator
from typing import TypeAlias

from normkit.plugins.entry_points import FORMATS, installed, origin
from normkit.plugins.loading import new_manager
from normkit.plugins.trust import Trust
from normkit.sources.source import BundleError
from normkit.stages.document import RawDocument, Unreadable

Reader: TypeAlias = Callable[..., Iterator[RawDocument | Unreadable]]
"""Called with `source`, a `Source`: yields its documents."""


def find_format(name: str, location: str, trust: Trust) -> Reader:
    """Load the plugin whose entry point in the group `normkit.formats` is `name`.

    Raises BundleError, naming `location`, if there is none, more than one, or it is not trusted or broken.
    """
    known = installed(FORMATS)
    matching = [entry_point for entry_point in known if entry_point.name == name]
    if len(matching) != 1:
        names = ", ".join(sorted({entry_point.name for entry_point in known}))
        owners = " and ".join(origin(entry_point)[0] for entry_point in matching)
        reason = f"is provided by {owners}; uninstall one" if matching else f"is not known; name one of {names}"
        msg = f"bundle {location!r}: format {name!r} {reason} with --format"
        raise BundleError(msg)
    distribution = origin(matching[0])[0]
    if refusal := trust.refusal(distribution):
        msg = f"bundle {location!r}: format {name!r} is of {distribution}, which {refusal}; change [trust]"
        raise BundleError(msg)
    try:
        plugin = matching[0].load()
        manager = new_manager()
        manager.register(plugin, name)
        manager.check_pending()
    except Exception as error:
        msg = f"format {name!r} of {distribution} cannot be loaded: {type(error).__name__}: {error}"
        raise BundleError(msg) from error
    return manager.hook.normkit_read
