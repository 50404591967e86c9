"""How often an answer is right, by what it rests on; the figures are fitted by `training/language`."""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from math import exp, log, log1p

from normkit_language.profiles import STEPS


def evidence_features(weight: int, lead: int, letters: int) -> list[float]:
    """Return what an answer by n-grams rests on: its weight and its lead, in steps, and the letters."""
    return [log1p(lead / STEPS), log(letters), weight / STEPS / letters]


def by_evidence(weight: int, lead: int, letters: int) -> float:
    """Return the probability that an answer by n-grams is right."""
    return probability(_fitted()["evidence"], evidence_features(weight, lead, letters))


@cache
def by_words() -> float:
    """Return how often an answer is right that rests on function words alone."""
    return probability(_fitted()["words"], [])


def by_backend(name: str, features: Sequence[float]) -> float:
    """Return the probability that the answer of another backend is right."""
    return probability(_fitted()[name], features)


def probability(coefficients: Sequence[float], features: Sequence[float]) -> float:
    """Return the logistic function of a constant and the weighted features, below 1 with six decimals.

    >>> probability([0.0, 2.0], [0.0]), probability([0.0, 2.0], [1000.0])
    (0.5, 0.999999)
    """
    odds = sum(a * b for a, b in zip(coefficients, [1.0, *features], strict=True))
    return round(1 / (1 + exp(-min(max(odds, -13.8), 13.8))), 6)


@cache
def _fitted() -> Mapping[str, Sequence[float]]:
    text = (files("normkit_language") / "calibration.json").read_text(encoding="utf-8")
    return json.loads(text)  # type: ignore[no-any-return]
