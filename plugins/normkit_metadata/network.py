"""The small networks: candidates in, how likely each is the right one out. The weights are data."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from normkit_metadata.surroundings import Matrix

NAMES = ("row", "title", "date", "author")
_PARTS = ("hidden", "offset", "out", "bias")
_MOST = 60.0  # of a score: its power stays finite


class Network(NamedTuple):
    """One hidden layer. A score is the logarithm of the odds against "none of them"."""

    hidden: Matrix
    offset: Matrix
    out: Matrix
    bias: Matrix

    def score(self, features: Matrix) -> NDArray[np.float64]:
        """Return the score of each line of `features`."""
        layer = np.tanh(features @ self.hidden + self.offset)
        return np.minimum(layer @ self.out + self.bias, _MOST)


def shares(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the probability of each candidate when at most one of them is right."""
    grown = np.exp(scores)
    probabilities: NDArray[np.float64] = grown / (1 + grown.sum())
    return probabilities


def network(name: str) -> Network:
    """Return one of the trained networks."""
    return _trained()[name]


def networks(arrays: Mapping[str, NDArray[np.float16]]) -> dict[str, Network]:
    """Take arrays named `network.part` apart."""
    return {name: Network(*(arrays[f"{name}.{part}"].astype(float) for part in _PARTS)) for name in NAMES}


@cache
def _trained() -> dict[str, Network]:
    with np.load(BytesIO((files(__package__) / "weights.npz").read_bytes())) as archive:
        return networks(archive)
