"""Register plugins with pluggy, one at a time; what goes wrong names the one at fault."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pluggy

from normkit.plugins import hookspecs
from normkit.plugins.entry_points import GROUP, PluginError, check_trust, find, full_name
from normkit.plugins.trust import Trust

_REMEDY = "end it with `@hookimpl`, `def normkit_stages(): return [YourStage]`"


def new_manager() -> pluggy.PluginManager:
    """Return a plugin manager that knows normkit's hooks."""
    manager = pluggy.PluginManager(GROUP)
    manager.add_hookspecs(hookspecs)
    return manager


def register_installed(manager: pluggy.PluginManager, name: str, group: str, trust: Trust) -> object:
    """Load and register the plugin that an entry point names, and return it.

    Raises PluginError if there is none, more than one, or it is not trusted or broken.
    """
    entry_point = find(name, group)
    check_trust(entry_point, trust)
    return register(manager, name, full_name(entry_point), entry_point.load)


def register(manager: pluggy.PluginManager, name: str, told: str, load: Callable[[], object]) -> object:
    """Load a plugin, register it unless it is, and return it. Raises PluginError, which calls it `told`."""
    with told_as_plugin_error(told):
        plugin = load()
        if plugin not in manager.get_plugins():
            manager.register(plugin, name)
            manager.check_pending()
    if not manager.get_hookcallers(plugin):
        msg = f"plugin {told} implements no hook; {_REMEDY}"
        raise PluginError(msg)
    return plugin


@contextmanager
def told_as_plugin_error(told: str) -> Iterator[None]:
    """Raise PluginError, which calls the plugin `told`, for whatever goes wrong in it."""
    try:
        yield
    except Exception as error:
        msg = f"plugin {told} cannot be loaded: {type(error).__name__}: {error}"
        raise PluginError(msg) from error
