"""A logistic model of whether an answer is right."""

from collections.abc import Sequence
from zlib import crc32

import numpy as np

from normkit_language.calibration import probability
from training.language.answers import Rated

FOLDS = 5
_ROUNDS = 50
_RIDGE = 1e-3
_DECIMALS = 3


def fit(rows: Sequence[Rated]) -> list[float]:
    """Return a constant and a coefficient for each feature, by Newton's method."""
    features = np.array([[1.0, *row.features] for row in rows])
    right = np.array([row.right for row in rows], float)
    weight = np.array([row.weight for row in rows])
    found = np.zeros(features.shape[1])
    for _ in range(_ROUNDS):
        expected = 1 / (1 + np.exp(-np.clip(features @ found, -30, 30)))
        slope = features.T @ (weight * (right - expected)) - _RIDGE * found
        bend = (features.T * (weight * expected * (1 - expected))) @ features + _RIDGE * np.eye(len(found))
        found += np.linalg.solve(bend, slope)
    return [round(float(value), _DECIMALS) for value in found]


def held_out(rows: Sequence[Rated]) -> list[float]:
    """Return the probability of each answer by a fit to the rows of other languages."""
    folds = [crc32(row.gold.encode()) % FOLDS for row in rows]
    fits = [
        fit([row for row, other in zip(rows, folds, strict=True) if other != fold]) for fold in range(FOLDS)
    ]
    return [probability(fits[fold], row.features) for row, fold in zip(rows, folds, strict=True)]
