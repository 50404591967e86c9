"""What models say of documents that they were not trained on."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from normkit_translation.model import Model
from normkit_translation.running import running
from training.translation.documents import FOLDS, Document
from training.translation.weights import weights


class Held(NamedTuple):
    """What was said of all documents, each by the model of its fold."""

    values: NDArray[np.float64]
    tokens: NDArray[np.intp]


def others(documents: Sequence[Document], cut: int) -> list[NDArray[np.bool_]]:
    """Return for each fold of a cut which documents are not in it."""
    folds = np.array([document.folds[cut] for document in documents])
    return [folds != fold for fold in range(FOLDS)]


def held_out(models: Iterable[Model], documents: Sequence[Document], cut: int) -> Held:
    """Let each document be judged by the model of its fold, which was trained on the others."""
    values, tokens = np.zeros(len(documents)), np.zeros(len(documents), np.intp)
    for model, chosen in zip(models, others(documents, cut), strict=True):
        for number in np.flatnonzero(~chosen).tolist():
            ((_, reading),) = model.read([running(documents[number].text)])
            values[number], tokens[number] = reading.value, reading.sizes.sum()
    return Held(values, tokens)


def calibration(held: Sequence[Held], documents: Sequence[Document]) -> NDArray[np.float64]:
    """Return the four numbers that tell machine translations from natives, both weighing the same.

    `held` is what was said in several cuts.
    """
    weight = weights(documents, np.ones(len(documents), np.bool_))
    translated = np.array([document.label == "mt" for document in documents])
    weight[translated] *= weight[~translated].sum() / weight[translated].sum()
    columns = np.concatenate([_columns(each) for each in held])
    regression = LogisticRegression(C=1e4, max_iter=1000).fit(
        columns, np.tile(translated, len(held)), sample_weight=np.tile(weight / weight.mean(), len(held))
    )
    return np.round([regression.intercept_[0], *regression.coef_[0]], 4)


def probabilities(held: Held, numbers: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the calibrated probability of each document."""
    probability: NDArray[np.float64] = 1 / (1 + np.exp(-(numbers[0] + _columns(held) @ numbers[1:])))
    return probability


def _columns(held: Held) -> NDArray[np.float64]:
    """Return value, length and both multiplied, as the model takes them."""
    size = np.log(np.maximum(held.tokens, 1))
    return np.stack([held.values, size, held.values * size], axis=1)
