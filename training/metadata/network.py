"""Training of the small networks: one hidden layer, a softmax over the candidates of a document and "none"."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from normkit_metadata.network import Network

Array = NDArray[np.float32]

_RATE = 3e-3
_FIRST, _SECOND = 0.9, 0.999  # what Adam keeps of the slopes and of their squares
_WARM = 0.2  # share of the steps in which the rate grows
_LEAST = 1e-3  # deviation of a feature


@dataclass(frozen=True)
class Shape:
    """How large a network is and how it is trained."""

    hidden: int
    members: int
    """Networks that are trained with different seeds and whose scores are averaged."""
    epochs: int
    batch: int
    """Groups whose slopes are added up before a step."""
    decay: float


@dataclass(frozen=True)
class Group:
    """Candidates of which at most one is right, in one or more copies: their features, and which those are."""

    features: NDArray[np.float64]
    right: NDArray[np.bool_]
    weight: float = 1.0


def fit(groups: Sequence[Group], shape: Shape, seed: int) -> Network:
    """Train a network; the same groups and seed give the same one."""
    everything = np.concatenate([group.features for group in groups])
    mean, deviation = everything.mean(axis=0), everything.std(axis=0) + _LEAST
    ready = [
        Group(((group.features - mean) / deviation).astype(np.float32), group.right, group.weight)
        for group in groups
    ]
    members = [_fit_one(ready, shape, np.random.default_rng([seed, member])) for member in range(shape.members)]
    hidden = np.concatenate([member[0] for member in members], axis=1) / deviation[:, None]
    hidden = hidden.astype(np.float16).astype(float)
    offset = np.concatenate([member[1] for member in members]) - mean @ hidden
    out = np.concatenate([member[2] for member in members]) / len(members)
    return Network(hidden, offset, out, np.mean([member[3] for member in members], axis=0))


def _fit_one(groups: Sequence[Group], shape: Shape, random: Generator) -> list[Array]:
    width = groups[0].features.shape[1]
    weights: list[Array] = [
        (random.standard_normal((width, shape.hidden)) / np.sqrt(width)).astype(np.float32),
        np.zeros(shape.hidden, np.float32),
        (random.standard_normal(shape.hidden) / np.sqrt(shape.hidden)).astype(np.float32),
        np.full(1, -1.0, np.float32),
    ]
    means, squares = ([np.zeros_like(array) for array in weights] for _ in range(2))
    steps = shape.epochs * -(-len(groups) // shape.batch)
    step = 0
    for _ in range(shape.epochs):
        order = random.permutation(len(groups))
        for start in range(0, len(order), shape.batch):
            step += 1
            slopes = _slopes(weights, [groups[place] for place in order[start : start + shape.batch]])
            rate = _RATE * min(1.0, step / steps / _WARM) * (1 - step / (steps + 1))
            weights[0] -= rate * shape.decay * weights[0]
            for array, slope, mean, square in zip(weights, slopes, means, squares, strict=True):
                mean += (1 - _FIRST) * (slope - mean)  # noqa: PLW2901 (in place)
                square += (1 - _SECOND) * (slope * slope - square)  # noqa: PLW2901
                array -= rate * (mean / (1 - _FIRST**step)) / (np.sqrt(square / (1 - _SECOND**step)) + 1e-8)  # noqa: PLW2901
    return weights


def _slopes(weights: Sequence[Array], batch: Sequence[Group]) -> list[Array]:
    """Return the slopes of the mean negative logarithm of the probability of what is right."""
    hidden, offset, out, bias = weights
    features = np.concatenate([group.features for group in batch])
    right = np.concatenate([group.right for group in batch])
    sizes = np.array([len(group.right) for group in batch])
    starts = np.cumsum(sizes) - sizes
    layer = np.tanh(features @ hidden + offset)
    scores = layer @ out + bias
    top = np.maximum(np.maximum.reduceat(scores, starts), 0)
    grown = np.exp(scores - np.repeat(top, sizes))
    probability = grown / np.repeat(np.add.reduceat(grown, starts) + np.exp(-top), sizes)
    of_right = np.where(right, probability, 0)
    target = of_right / np.repeat(np.maximum(np.add.reduceat(of_right, starts), 1e-9), sizes)
    share = np.repeat(np.array([group.weight for group in batch]) / len(batch), sizes)
    slope = ((probability - target) * share).astype(np.float32)
    back = np.outer(slope, out) * (1 - layer * layer)
    return [features.T @ back, back.sum(axis=0), layer.T @ slope, slope.sum(keepdims=True)]
