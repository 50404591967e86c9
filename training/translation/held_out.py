"""What models say of documents that they were not trained on."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from normkit_translation.model import Model
from normkit_translation.sample import sample
from normkit_translation.stage import MOST_WORDS
from training.translation.documents import FOLDS, Document, weights
from training.translation.fit import Chunks, fit


class Held(NamedTuple):
    """What was said of all documents, each by the model of its fold."""

    values: NDArray[np.float64]
    tokens: NDArray[np.intp]


def held_out(chunks: Chunks, documents: Sequence[Document], cut: int) -> Held:
    """Train a model for each fold of a cut on the others."""
    folds = np.array([document.folds[cut] for document in documents])
    values, tokens = np.zeros(len(documents)), np.zeros(len(documents), np.intp)
    for fold in range(FOLDS):
        model = Model(fit(chunks, documents, folds != fold))
        for number in np.flatnonzero(folds == fold).tolist():
            (reading,) = model.read([sample(documents[number].text, MOST_WORDS).text])
            values[number], tokens[number] = reading.value, reading.sizes.sum()
    return Held(values, tokens)


def calibration(held: Sequence[Held], documents: Sequence[Document]) -> NDArray[np.float64]:
    """Return the four numbers that tell machine translations from natives, both weighing the same.

    `held` is what was said in several cuts.
    """
    chosen = np.array([document.label != "human_translation" for document in documents])
    weight = np.array(weights([document for document in documents if document.label != "human_translation"]))
    translated = np.array([document.label == "mt" for document in documents])[chosen]
    weight[translated] *= weight[~translated].sum() / weight[translated].sum()
    columns = np.concatenate([_columns(each)[chosen] for each in held])
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
