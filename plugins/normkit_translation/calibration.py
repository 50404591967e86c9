"""Measured figures: how often each rule is right, and what a text's evidence is worth.

`calibration.json` is written by `benchmarks/calibrate_translation.py`.
"""

import json
from functools import cache
from importlib.resources import files
from typing import NamedTuple


class Calibration(NamedTuple):
    """Probabilities of machine translation at equal priors."""

    precision: dict[str, float]
    """By rule, given one finding."""
    probability: list[float]
    """By the number of strict families in a text; more than the last count as the last."""


@cache
def calibration() -> Calibration:
    """Return the figures, read once."""
    return Calibration(**json.loads((files(__package__) / "calibration.json").read_text(encoding="utf-8")))
