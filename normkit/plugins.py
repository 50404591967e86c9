"""Load and register plugins. Nothing is imported that was not asked for by name."""

import hashlib
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import pluggy

from normkit import hookspecs
from normkit.entry_points import GROUP, PluginError, check_trust, find, origin
from normkit.plugin_file import PluginFile
from normkit.stage import Stage
from normkit.trust import Trust

_REMEDY = "end it with `@hookimpl`, `def normkit_stages(): return [YourStage]`"


@dataclass(frozen=True)
class Provider:
    """Where a stage comes from: a distribution, its version and a digest of the plugin's files."""

    distribution: str
    version: str
    digest: str


class Plugins:
    """The plugins that a pipeline names, loaded one at a time and in its order."""

    def __init__(
        self, names: Iterable[str], trust: Trust | None = None, files: Sequence[PluginFile] = ()
    ) -> None:
        """Load the plugins of the stages in `names`, of all distributions or of those that `trust` lets in.

        A stage in `files` takes the place of an installed one of that name. Raises PluginError, naming the
        distribution or file at fault.
        """
        self._trust = trust or Trust()
        self._manager = new_manager()
        self._in_files = {
            name: (plugin, stage, Provider(file.name, "0", file.digest))
            for file in files
            for plugin, stages in [self._stages(repr(file.path), file.load)]
            for name, stage in stages.items()
        }
        self.names_in_files = tuple(self._in_files)
        """The stages that `files` provide."""
        self.stages: dict[str, tuple[type[Stage[Any]], Provider]] = {}
        plugins = [self._load(name) for name in names]
        self.decoders = [
            (
                name,
                self._manager.subset_hook_caller("normkit_decode", self._manager.get_plugins() - {plugin}),
            )
            for name, plugin in zip(self.stages, plugins, strict=True)
        ]
        """For each stage its plugin's `normkit_decode`, in the pipeline's order."""

    def _load(self, name: str) -> object:
        """Load the plugin of one stage and return it."""
        if name in self._in_files:
            plugin, stage, provider = self._in_files[name]
            self.stages[name] = stage, provider
            return plugin
        entry_point = find(name)
        distribution, version = origin(entry_point)
        check_trust(entry_point, self._trust)
        told = f"{name!r} of {distribution} {version}"
        plugin, stages = self._stages(told, entry_point.load)
        if name not in stages:
            msg = f"plugin {told} has no stage of that name, only {[*stages]}"
            raise PluginError(msg)
        self.stages[name] = stages[name], Provider(distribution, version, digest_files(_module(plugin)))
        return plugin

    def _stages(self, told: str, load: Callable[[], object]) -> tuple[object, dict[str, type[Stage[Any]]]]:
        """Register a plugin and return it with the stages that it provides."""
        plugin = register(self._manager, told, load)
        with _told_as_plugin_error(told):
            others = self._manager.get_plugins() - {plugin}
            answers = self._manager.subset_hook_caller("normkit_stages", others)()
            return plugin, {stage.name: stage for answer in answers for stage in answer}


def new_manager() -> pluggy.PluginManager:
    """Return a plugin manager that knows normkit's hooks."""
    manager = pluggy.PluginManager(GROUP)
    manager.add_hookspecs(hookspecs)
    return manager


def register(manager: pluggy.PluginManager, told: str, load: Callable[[], object]) -> object:
    """Load a plugin, register it unless it is, and return it. Raises PluginError, which calls it `told`."""
    with _told_as_plugin_error(told):
        plugin = load()
        if plugin not in manager.get_plugins():
            manager.register(plugin)
            manager.check_pending()
    if not manager.get_hookcallers(plugin):
        msg = f"plugin {told} implements no hook; {_REMEDY}"
        raise PluginError(msg)
    return plugin


@contextmanager
def _told_as_plugin_error(told: str) -> Iterator[None]:
    try:
        yield
    except Exception as error:
        msg = f"plugin {told} cannot be loaded: {type(error).__name__}: {error}"
        raise PluginError(msg) from error


def digest_files(module: ModuleType) -> str:
    """Digest the files of a package, or of a single module: their names and bytes."""
    path = Path(module.__file__ or "")
    files = sorted(path.parent.rglob("*")) if hasattr(module, "__path__") else [path]
    digest = hashlib.sha256()
    for file in files:
        if file.is_file() and "__pycache__" not in file.parts:
            digest.update(file.relative_to(path.parent).as_posix().encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


def _module(plugin: object) -> ModuleType:
    return plugin if isinstance(plugin, ModuleType) else sys.modules[type(plugin).__module__]
