"""The plugins of a pipeline. Nothing is imported that was not asked for by name."""

import hashlib
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.metadata import EntryPoint
from pathlib import Path
from types import ModuleType
from typing import Any

from normkit.plugins.entry_points import GROUP, PluginError, find_trusted, full_name, installed, origin
from normkit.plugins.file import PluginFile
from normkit.plugins.registration import new_manager, register, told_as_plugin_error
from normkit.plugins.trust import Trust
from normkit.stages.stage import Stage


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
            for plugin in [register(self._manager, repr(file.path), file.load)]
            for name, stage in self._stages(plugin, repr(file.path)).items()
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

    @cached_property
    def _installed(self) -> list[EntryPoint]:
        return installed()

    def _load(self, name: str) -> object:
        """Load the plugin of one stage and return it."""
        if name in self._in_files:
            plugin, stage, provider = self._in_files[name]
            self.stages[name] = stage, provider
            return plugin
        entry_point = find_trusted(name, GROUP, self._trust, self._installed)
        told = full_name(entry_point)
        plugin = register(self._manager, told, entry_point.load)
        stages = self._stages(plugin, told)
        if name not in stages:
            msg = f"plugin {told} has no stage of that name, only {[*stages]}"
            raise PluginError(msg)
        self.stages[name] = stages[name], Provider(*origin(entry_point), digest_files(_module(plugin)))
        return plugin

    def _stages(self, plugin: object, told: str) -> dict[str, type[Stage[Any]]]:
        """Return the stages that a plugin provides, by name."""
        with told_as_plugin_error(told):
            others = self._manager.get_plugins() - {plugin}
            answers = self._manager.subset_hook_caller("normkit_stages", others)()
            return {stage.name: stage for answer in answers for stage in answer}


@lru_cache(maxsize=4)
def loaded(names: tuple[str, ...], trust: Trust | None, files: tuple[PluginFile, ...]) -> Plugins:
    """Load plugins, once a process: what was imported is what runs, whatever is installed meanwhile."""
    return Plugins(names, trust, files)


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
