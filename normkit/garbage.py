"""How often a process of ours looks for garbage that reference counts do not find."""

import gc

_OBJECTS = 50_000
"""That are made and not yet freed: what ends in a cycle is little, and stays bounded."""


def collect_seldom() -> None:
    """Look for cycles seldom: as often as Python does, it takes 3 to 5 % of a run, and a tenth of a start."""
    gc.set_threshold(_OBJECTS)
