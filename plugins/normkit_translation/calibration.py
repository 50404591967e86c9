"""Measured figures: how often each rule is right, and what a text's evidence is worth.

`calibration.json` is written by `benchmarks/calibrate_translation.py`.
"""

import json
from functools import cache
from importlib.resources import files
from typing import NamedTuple

MOST_FAMILIES = 3
"""Texts with more strict families than this count as having this many."""


class Calibration(NamedTuple):
    """Probabilities of machine translation at equal priors."""

    precision: dict[str, float]
    """By rule, given one finding."""
    probability: dict[str, float]
    """By `level` of a whole text."""


@cache
def calibration() -> Calibration:
    """Return the figures, read once."""
    return Calibration(**json.loads((files(__package__) / "calibration.json").read_text(encoding="utf-8")))


def level(families: int, *, weak: bool) -> str:
    """Name the amount of evidence in a text.

    >>> level(0, weak=False), level(1, weak=True), level(5, weak=False)
    ('0', '1+', '3')
    """
    return f"{min(families, MOST_FAMILIES)}{'+' if weak else ''}"
