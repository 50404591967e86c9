"""Plugins that are told what becomes of a run, one at a time. None of them can harm it."""

import logging
from collections.abc import Callable, Iterable, Sequence
from copy import deepcopy
from pathlib import Path
from typing import Any

import pluggy

from normkit.counts import Counts
from normkit.entry_points import OBSERVERS, check_trust, find, origin
from normkit.plugin_file import PluginFile
from normkit.plugins import new_manager, register
from normkit.reasons import reason
from normkit.trust import Trust

_log = logging.getLogger("normkit")


class Observers:
    """The observers of one run, as they were named, then those in files."""

    def __init__(
        self, names: Iterable[str] = (), trust: Trust | None = None, files: Sequence[PluginFile] = ()
    ) -> None:
        """Load the plugins whose entry points in the group `normkit.observers` are `names`.

        Raises PluginError, naming the distribution or file at fault.
        """
        self._managers: dict[str, pluggy.PluginManager] = {}
        for name in names:
            entry_point = find(name, OBSERVERS)
            check_trust(entry_point, trust or Trust())
            self._add(f"{name!r} of {' '.join(origin(entry_point))}", entry_point.load)
        for file in files:
            self._add(repr(file.path), file.load)

    def _add(self, told: str, load: Callable[[], object]) -> None:
        manager = self._managers[told] = new_manager()  # each its own: one's failure loses no other's call
        register(manager, told, load)

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
