"""Fit the linear model on chunks of neighbouring sentences."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import expit

from normkit_translation.linear import chunk_numbers
from normkit_translation.ngrams import BUCKET_BITS, ngrams
from training.translation.documents import SHARED, Document, tokens_of
from training.translation.weights import Arrays, scaling

_FEWEST_CHUNKS = 15
"""In which an n-gram must occur to be a feature."""
_SHRINKAGE = 0.125
"""What a square of a weight costs, twice, where a chunk that is undecided costs log 2."""
_ROUNDS = 40
_UNSURE = 0.1
"""A chunk's mean product of the probabilities that it is translated and that it is not, about."""
_INDICATOR = 0.04
"""What a column for the domain says; small, so that n-grams still learn some of what domains differ in."""
_LARGEST = 127
_CLIPPED = 0.9998
"""The share of weights that eight bits hold; the others are cut off."""
_BUCKET = (1 << BUCKET_BITS) - 1


class Chunks(NamedTuple):
    """The chunks of all documents."""

    matrix: sp.csr_matrix
    """Chunks by buckets: counts over the root of their sum, as the model takes them."""
    buckets: NDArray[np.intp]
    """The bucket of each column."""
    documents: NDArray[np.intp]
    """The document of each chunk."""
    sizes: NDArray[np.intp]
    """Tokens of each chunk."""


def read_chunks(documents: Sequence[Document]) -> Chunks:
    """Cut all documents up and count their n-grams."""
    cells, counts, owners, sizes = [], [], [], []
    first = 0
    for number, document in enumerate(documents):
        grams = ngrams([tokens_of(document)])
        chunks = chunk_numbers(grams)
        tokens = np.bincount(chunks, grams.sizes).astype(np.intp)
        places = (first + chunks[grams.sentences]) << BUCKET_BITS | grams.buckets.astype(np.intp)
        cell, count = np.unique(places, return_counts=True)
        cells.append(cell)
        counts.append(count.astype(np.float32))
        owners.append(np.full(len(tokens), number))
        sizes.append(tokens)
        first += len(tokens)
    matrix, buckets = _matrix(np.concatenate(cells), np.concatenate(counts), first)
    return Chunks(matrix, buckets, np.concatenate(owners), np.concatenate(sizes))


def _matrix(cells: NDArray[Any], counts: NDArray[Any], rows: int) -> tuple[sp.csr_matrix, NDArray[np.intp]]:
    """Return the matrix of the buckets that are in enough chunks, and these buckets."""
    often = np.bincount(cells & _BUCKET, minlength=_BUCKET + 1) >= _FEWEST_CHUNKS
    keep = often[cells & _BUCKET]
    row, column, count = cells[keep] >> BUCKET_BITS, cells[keep] & _BUCKET, counts[keep]
    count /= np.sqrt(np.bincount(row, count, rows))[row]
    starts = np.concatenate([[0], np.cumsum(np.bincount(row, minlength=rows))])
    columns = (np.cumsum(often) - 1)[column].astype(np.int32)
    return sp.csr_matrix((count, columns, starts), (rows, int(often.sum()))), np.flatnonzero(often)


def fit_linear(chunks: Chunks, documents: Sequence[Document], each: NDArray[np.float64]) -> Arrays:
    """Train on documents by the weight of each; return the arrays of a linear model."""
    tokens = np.maximum(np.bincount(chunks.documents, chunks.sizes, len(documents)), 1)
    weight = (each / tokens)[chunks.documents] * chunks.sizes
    rows = np.flatnonzero(weight)
    translated = np.array([document.label == "mt" for document in documents])
    kinds = np.array([document.kind for document in documents])[chunks.documents[rows]]
    indicators = (kinds[:, None] == np.array(SHARED)) * np.float32(_INDICATOR)
    coefficients = _regression(
        sp.hstack([chunks.matrix[rows], sp.csr_matrix(indicators)]).tocsr(),
        translated[chunks.documents[rows]],
        (weight[rows] / weight[rows].mean()).astype(np.float32),
    )[: len(chunks.buckets)]
    values = np.bincount(chunks.documents, chunks.matrix @ coefficients * chunks.sizes, len(documents)) / tokens
    return _arrays(coefficients, chunks.buckets, scaling(values, each, translated))


def _regression(
    matrix: sp.csr_matrix, translated: NDArray[np.bool_], weight: NDArray[np.float32]
) -> NDArray[np.float32]:
    """Return the coefficients of a logistic regression, without the constant.

    Each coefficient is scaled by how steep the loss is in its direction: common n-grams and rare ones then
    converge together, in a third of the rounds.
    """
    columns = sp.hstack([matrix, np.ones((len(weight), 1), np.float32)]).tocsr()
    steepness = columns.power(2).T @ weight * _UNSURE + _SHRINKAGE
    scale = (1 / np.sqrt(steepness)).astype(np.float32)
    sign = np.where(translated, np.float32(1), np.float32(-1))

    def loss(scaled: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        coefficients = scaled.astype(np.float32) * scale
        margin = sign * (columns @ coefficients)
        slope = columns.T @ (-weight * sign * expit(-margin)) + _SHRINKAGE * coefficients
        cost = weight @ np.logaddexp(0, -margin) + _SHRINKAGE / 2 * (coefficients @ coefficients)
        return float(cost), (slope * scale).astype(np.float64)

    found = minimize(loss, np.zeros(len(scale)), jac=True, method="L-BFGS-B", options={"maxiter": _ROUNDS})
    coefficients: NDArray[np.float32] = found.x[:-1].astype(np.float32) * scale[:-1]
    return coefficients


def _arrays(coefficients: NDArray[Any], buckets: NDArray[np.intp], units: Arrays) -> Arrays:
    """Return weights of eight bits; what is too small for them is left out."""
    step = float(np.quantile(np.abs(coefficients), _CLIPPED)) / _LARGEST
    codes = np.rint(np.clip(coefficients / step, -_LARGEST, _LARGEST)).astype(np.int8)
    kept = codes != 0
    return {
        "gaps": np.diff(buckets[kept], prepend=0).astype(np.uint16),
        "weights": codes[kept],
        "scale": step * units["scale"],
        "shift": units["shift"],
    }
