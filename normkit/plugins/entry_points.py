"""Find plugins by the entry points of their distributions, importing none."""

from collections.abc import Sequence
from functools import lru_cache
from importlib.metadata import Distribution, EntryPoint, entry_points

from normkit.errors import UsageError
from normkit.mistakes import nearest
from normkit.plugins.trust import Trust

GROUP = "normkit"
OBSERVERS = "normkit.observers"
FORMATS = "normkit.formats"
KINDS = {GROUP: "stage", FORMATS: "format", OBSERVERS: "observer"}
"""What entry points of each group provide."""


class PluginError(UsageError):
    """A plugin that was asked for is missing, broken or at odds with the contract."""


def installed(group: str = GROUP) -> list[EntryPoint]:
    """Return the entry points of all installed plugins, by name, importing none."""
    return sorted(entry_points(group=group), key=lambda entry_point: entry_point.name)


def find(name: str, group: str = GROUP, known: Sequence[EntryPoint] | None = None) -> EntryPoint:
    """Return the entry point `name` of a group. Raises PluginError if there is none or more than one.

    `known` are those that are installed, where that was asked already: it takes milliseconds.
    """
    known = installed(group) if known is None else known
    matching = {entry_point for entry_point in known if entry_point.name == name}
    if len(matching) == 1:
        return matching.pop()
    kind = KINDS[group]
    if matching:
        owners = " and ".join(sorted(origin(entry_point)[0] for entry_point in matching))
        msg = f"{kind} {name!r} is provided by {owners}; uninstall one of them"
        raise PluginError(msg)
    hint = nearest(name, [entry_point.name for entry_point in known], "installed")
    msg = f"no installed plugin provides {'an' if kind == 'observer' else 'a'} {kind} {name!r}; {hint}"
    raise PluginError(msg)


def find_trusted(name: str, group: str, trust: Trust, known: Sequence[EntryPoint] | None = None) -> EntryPoint:
    """Do the same; raise PluginError, too, if the distribution of the entry point may not be imported."""
    entry_point = find(name, group, known)
    distribution = origin(entry_point)[0]
    if refusal := trust.refusal(distribution):
        msg = f"{KINDS[group]} {name!r} is of {distribution}, which {refusal}; change [trust] or leave it out"
        raise PluginError(msg)
    return entry_point


def full_name(entry_point: EntryPoint) -> str:
    """Say what messages call a plugin."""
    return f"{entry_point.name!r} of {' '.join(origin(entry_point))}"


def origin(entry_point: EntryPoint) -> tuple[str, str]:
    """Return the name and version of the distribution that an entry point belongs to."""
    return _described(entry_point.dist) if entry_point.dist else ("unknown", "0")


@lru_cache(maxsize=64)
def _described(distribution: Distribution) -> tuple[str, str]:
    metadata = distribution.metadata  # is parsed each time
    return metadata["Name"], metadata["Version"]
