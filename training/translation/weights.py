"""How much each document counts in training, and in what units the values of models are."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from training.translation.documents import Document, is_native_news

Arrays: TypeAlias = Mapping[str, NDArray[Any]]

_PARTS = {
    ("mt", False): (0.25, -0.5),  # a native that is flagged is worse than a translation that is not
    ("native", True): (0.375, -1.0),  # news
    ("native", False): (0.375, -1.0),
}
"""What each part weighs, and to which power of its group's size each of its documents: no domain and year of
natives outweighs another."""


def weights(documents: Sequence[Document], chosen: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return the weight of each document: by label and whether it is native news, large groups held back.

    Those that are not chosen have none, nor have human translations, which are only judged: as natives they
    would hide what all translations share.
    """
    result = np.zeros(len(documents))
    for part, (mass, power) in _PARTS.items():
        own = [
            number
            for number in np.flatnonzero(chosen).tolist()
            if (documents[number].label, is_native_news(documents[number])) == part
        ]
        sizes = Counter(documents[number].group for number in own)
        raw = np.array([sizes[documents[number].group] ** power for number in own])
        result[own] = raw / raw.sum() * mass
    return result


def scaling(
    values: NDArray[np.floating[Any]], each: NDArray[np.float64], translated: NDArray[np.bool_]
) -> dict[str, NDArray[np.float64]]:
    """Return `scale` and `shift`, which bring the mean of natives to -2, that of machine translations to 2.

    So models of different documents, and of different sorts, can be compared. `each` is the weight of each.
    """
    low, high = (np.average(values[one], weights=each[one]) for one in (~translated, translated))
    scale = 4 / (high - low)
    return {"scale": np.array(scale), "shift": np.array(-2 - low * scale)}
