"""What the scorer is told of a page, and what it says."""

import numpy as np
from numpy.typing import NDArray

from normkit_boilerplate.context import context_features
from normkit_boilerplate.features import Matrix, line_features
from normkit_boilerplate.network import network
from normkit_boilerplate.ngrams import line_ngrams
from normkit_boilerplate.table import Places, Table


def score(table: Table, found: Places, titles: Places, knows_words: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return the logarithm of the probability of each part for each line; shape (lines, 4).

    `found` are the phrases of the lines, `titles` the places of the documents' titles, or -1. `knows_words`
    says of each document whether its language is the one whose words the scorer has learned.
    """
    features = describe(table, found, titles)
    return network().score(features, line_ngrams(table, knows_words), table.bounds)


def describe(table: Table, found: Places, titles: Places) -> Matrix:
    """Return all that the scorer is told of each line but its words."""
    return np.concatenate([*line_features(table, found), *context_features(table, found, titles)], axis=1)
