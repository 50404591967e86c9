"""Plugins that are told what becomes of a run, one at a time. None of them can harm it."""

import logging
from collections.abc import Iterable, Sequence
from copy import deepcopy
from pathlib import Path
from typing import Any

import pluggy

from normkit.plugins.entry_points import OBSERVERS, find_trusted, full_name
from normkit.plugins.file import PluginFile
from normkit.plugins.registration import new_manager, register, register_installed
from normkit.plugins.trust import Trust
from normkit.reasons import reason
from normkit.record.counts import Counts

_log = logging.getLogger("normkit")


class Observers:
    """The observers of one run, as they were named, then those in files."""

    def __init__(
        self, names: Iterable[str] = (), trust: Trust | None = None, files: Sequence[PluginFile] = ()
    ) -> None:
        """Load the plugins whose entry points in the group `normkit.observers` are `names`.

        Raises PluginError, naming the distribution or file at fault.
        """
        self._managers: dict[str, pluggy.PluginManager] = {}  # each its own: a failure ends only one
        for name in names:
            entry_point = find_trusted(name, OBSERVERS, trust or Trust())
            manager = self._managers[full_name(entry_point)] = new_manager()
            register_installed(manager, entry_point)
        for file in files:
            manager = self._managers[repr(file.path)] = new_manager()
            register(manager, repr(file.path), file.load)

    def started(self, out: Path, stages: Sequence[str]) -> None:
        """Tell that the run begins or goes on."""
        self._tell("normkit_run_started", out=out, stages=stages)

    def committed(self, out: Path, shard: int, counts: Counts) -> None:
        """Tell that a shard is on disk."""
        self._tell("normkit_shard_committed", out=out, shard=shard, counts=counts)

    def finished(self, out: Path, counts: Counts) -> None:
        """Tell that the run is whole."""
        self._tell("normkit_run_finished", out=out, counts=counts)

    def _tell(self, hook: str, **about: Any) -> None:  # noqa: ANN401 (what the hook's specification says)
        for told, manager in list(self._managers.items()):
            try:
                getattr(manager.hook, hook)(**deepcopy(about))
            except Exception as error:  # noqa: BLE001 (an observer may raise anything; the run goes on)
                del self._managers[told]
                _log.warning("observer %s failed in %s, and is told no more: %s", told, hook, reason(error))
