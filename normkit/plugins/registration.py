"""Register plugins with pluggy, one at a time; what goes wrong names the one at fault."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.metadata import EntryPoint

import pluggy

from normkit.plugins import hookspecs
from normkit.plugins.entry_points import GROUP, PluginError, full_name

_REMEDY = "end it with `@hookimpl`, `def normkit_stages(): return [YourStage]`"


def new_manager() -> pluggy.PluginManager:
    """Return a plugin manager that knows normkit's hooks."""
    manager = pluggy.PluginManager(GROUP)
    manager.add_hookspecs(hookspecs)
    return manager


def register(manager: pluggy.PluginManager, told: str, load: Callable[[], object]) -> object:
    """Load a plugin, register it unless it is, and return it. Raises PluginError, which calls it `told`."""
    with told_as_plugin_error(told):
        plugin = load()
        if plugin not in manager.get_plugins():
            manager.register(plugin)
            manager.check_pending()
    if not manager.get_hookcallers(plugin):
        msg = f"plugin {told} implements no hook; {_REMEDY}"
        raise PluginError(msg)
    return plugin


def register_installed(manager: pluggy.PluginManager, entry_point: EntryPoint) -> object:
    """Do the same with the plugin that an entry point names."""
    return register(manager, full_name(entry_point), entry_point.load)


@contextmanager
def told_as_plugin_error(told: str) -> Iterator[None]:
    """Raise PluginError, which calls the plugin `told`, for whatever goes wrong in it."""
    try:
        yield
    except Exception as error:
        msg = f"plugin {told} cannot be loaded: {type(error).__name__}: {error}"
        raise PluginError(msg) from error
