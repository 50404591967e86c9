"""How translated texts sound: two models, of which each text is read no more than it needs.

A linear model reads a part of each page. Where that does not sound native it reads more, and what it then
suspects a network reads again.
"""

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from math import exp, log
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from normkit_translation.calibration import calibration
from normkit_translation.linear import Linear, Reading
from normkit_translation.network import Network
from normkit_translation.running import Running, Sample
from normkit_translation.tokens import encode

_MOST_WORDS, _FIRST_WORDS = 700, 250
"""Words of running text that are read of a page, and those that are read first."""
_NATIVE, _SUSPECT = -0.5, 0.0
"""Values below which a text is not read on, and not read again; the mean of natives is -2, that of machine
translations 2."""
_LOWEST_ODDS = -500.0  # below, `exp` overflows


class Look(NamedTuple):
    """What was read of a page, and what the models make of it."""

    sample: Sample
    reading: Reading


class Model:
    """Both models. Their values have the same means."""

    def __init__(self, linear: Linear, network: Network) -> None:
        self._linear = linear
        self._network = network

    def read(self, pages: Sequence[Running]) -> list[Look]:
        """Look at each page."""
        looks = self._read(pages, _FIRST_WORDS)
        unsure = [place for place, look in enumerate(looks) if look.reading.value >= _NATIVE]
        more = self._read([pages[place] for place in unsure], _MOST_WORDS)
        for place, look in zip(unsure, more, strict=True):
            looks[place] = look if look.reading.value < _SUSPECT else self._read_again(look)
        return looks

    def _read(self, pages: Sequence[Running], words: int) -> list[Look]:
        samples = [page.sample(words) for page in pages]
        readings = self._linear.read([encode(sample.text) for sample in samples]) if samples else []
        return [*map(Look, samples, readings)]

    def _read_again(self, look: Look) -> Look:
        value = (look.reading.value + self._network.value(encode(look.sample.text))) / 2
        return Look(look.sample, look.reading._replace(value=value))


def probability(reading: Reading) -> float:
    """Return how likely a text is a machine translation, where half of all texts are."""
    constant, slope, length, both = calibration().score
    size = log(max(int(reading.sizes.sum()), 1))
    odds = constant + slope * reading.value + (length + both * reading.value) * size
    return 1 / (1 + exp(-max(odds, _LOWEST_ODDS)))


@cache
def model() -> Model:
    """Return the model that comes with the stage, read once."""
    return Model(Linear(_arrays("linear.npz")), Network(_arrays("network.npz")))


def _arrays(name: str) -> dict[str, NDArray[np.generic]]:
    with (files(__package__) / name).open("rb") as file, np.load(file) as arrays:
        return dict(arrays)
