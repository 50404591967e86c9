"""What the scorer is told of a page, and what it says."""

import numpy as np
from numpy.typing import NDArray

from normkit_boilerplate.context import context_features
from normkit_boilerplate.features import Matrix, line_features
from normkit_boilerplate.network import network
from normkit_boilerplate.ngrams import line_ngrams
from normkit_boilerplate.table import Places, Table


def score(table: Table, found: Places, title: int | None, *, knows_words: bool) -> NDArray[np.float64]:
    """Return the logarithm of the probability of each part for each line; shape (lines, 4).

    `found` are the phrases of the lines and `title` is a place; `knows_words` says whether the language is the
    one whose words the scorer has learned.
    """
    features = describe(table, found, title)
    return network().score(features, line_ngrams(table) if knows_words else ())


def describe(table: Table, found: Places, title: int | None) -> Matrix:
    """Return all that the scorer is told of each line but its words."""
    return np.concatenate([*line_features(table, found), *context_features(table, found, title)], axis=1)
