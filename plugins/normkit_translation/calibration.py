"""Measured figures: how often each rule is right.

`calibration.json` is written by `training/translation`.
"""

import json
from functools import cache
from importlib.resources import files
from typing import NamedTuple


class Calibration(NamedTuple):
    """Probabilities of machine translation at equal priors."""

    precision: dict[str, float]
    """By rule, given one finding."""
    agreement: float
    """Given strict evidence of at least two kinds."""
    score: tuple[float, float, float, float]
    """What makes a probability of the value of a text: the log odds are a + b * value + (c + d * value) * size,
    the size being the logarithm of the number of tokens."""


@cache
def calibration() -> Calibration:
    """Return the figures, read once."""
    return Calibration(**json.loads((files(__package__) / "calibration.json").read_text(encoding="utf-8")))
