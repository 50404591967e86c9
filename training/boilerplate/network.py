"""The network of `normkit_boilerplate.network`, so that it can be trained."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from normkit_boilerplate.network import POOLED
from training.boilerplate.examples import Example

WIDTH, NGRAM_WIDTH = 32, 8
BUCKETS = 2**15
DILATIONS = (1, 2, 4, 8, 16, 32)
_DROPPED, _NGRAMS_DROPPED, _FEATURES_DROPPED, _GRAMS_LEFT_OUT, _WORDLESS = 0.3, 0.5, 0.2, 0.1, 0.12
_LARGEST = 127  # of numbers in eight bits
_LEAST = 1e-2  # added to deviations, so that what hardly varies is not blown up


class Network(nn.Module):
    """Layers over the lines of pages. Shapes are (pages, lines, …), padded with zeros."""

    mean: Tensor
    deviation: Tensor

    def __init__(self, examples: Sequence[Example]) -> None:
        super().__init__()
        features = np.concatenate([example.features for example in examples])
        self.register_buffer("mean", torch.from_numpy(features.mean(axis=0)))
        self.register_buffer("deviation", torch.from_numpy(features.std(axis=0) + np.float32(_LEAST)))
        self.ngrams = nn.Parameter(torch.randn(BUCKETS, NGRAM_WIDTH) * 0.05)
        self.input = nn.Linear(features.shape[1] + NGRAM_WIDTH, WIDTH)
        self.layers = nn.ModuleList(nn.Linear(3 * WIDTH, WIDTH) for _ in DILATIONS)
        self.page = nn.Linear(2 * WIDTH, WIDTH)
        self.hidden = nn.Linear(WIDTH, WIDTH)
        self.output = nn.Linear(WIDTH, 4)

    def forward(self, examples: Sequence[Example], random: np.random.Generator | None = None) -> Tensor:
        """Return the logarithm of the probability of each part, for each line."""
        features, mask = _padded([example.features for example in examples])
        grams = _Grams.of(examples, mask.shape[1], random)
        rows = functional.dropout(grams.sums(self.ngrams), _NGRAMS_DROPPED, self.training)
        scaled = (features - self.mean) / self.deviation
        if self.training:  # what is told of lines is left out for a whole page, now and then
            scaled = scaled * (torch.rand(len(scaled), 1, scaled.shape[2]) >= _FEATURES_DROPPED)
        x = functional.relu(self.input(torch.cat([scaled, rows.view(*scaled.shape[:2], -1)], dim=-1)))
        x = self._dropped(x) * mask
        for place, (layer, dilation) in enumerate(zip(self.layers, DILATIONS, strict=True)):
            x = x + functional.relu(layer(_neighbours(self._dropped(x, 0.5), dilation))) * mask
            if place == POOLED:
                mean = x.sum(dim=1) / mask.sum(dim=1)
                largest = x.masked_fill(mask == 0, float("-inf")).amax(dim=1)
                x = x + functional.relu(self.page(torch.cat([mean, largest], dim=1)))[:, None] * mask
        return torch.log_softmax(self.output(functional.relu(self.hidden(self._dropped(x)))), -1)

    def _dropped(self, x: Tensor, share: float = 1.0) -> Tensor:
        return functional.dropout(x, _DROPPED * share, self.training)

    def arrays(self) -> dict[str, NDArray[np.generic]]:
        """Return the weights as `normkit_boilerplate.network` reads them: n-grams in eight bits."""
        arrays = {name: tensor.detach().numpy() for name, tensor in self.state_dict().items()}
        arrays |= {name: array.T for name, array in arrays.items() if name.endswith(".weight")}
        ngrams = arrays.pop("ngrams")
        step = np.abs(ngrams).max(axis=0, keepdims=True) / _LARGEST
        halves = {name: array.astype(np.float16) for name, array in {**arrays, "ngrams step": step}.items()}
        return {**halves, "ngrams": np.round(ngrams / step).astype(np.int8), "dilations": np.array(DILATIONS)}


class _Grams(NamedTuple):
    """The n-grams of all lines of padded pages."""

    lines: Tensor
    buckets: Tensor
    weights: Tensor
    total: int
    """How many lines there are, padding too."""

    @classmethod
    def of(cls, examples: Sequence[Example], length: int, random: np.random.Generator | None) -> "_Grams":
        """Collect n-grams; in training some are left out, and now and then all of a page."""
        lines, hashes, weights = [], [], []
        for place, example in enumerate(examples):
            line = np.concatenate([np.repeat(np.arange(len(g.counts)), g.counts) for g in example.ngrams])
            weight = np.concatenate([np.repeat(g.weight, g.counts) for g in example.ngrams])
            left = np.ones(len(line), bool)
            if random is not None:
                left = (random.random(len(left)) >= _GRAMS_LEFT_OUT) & (random.random() >= _WORDLESS)
            lines.append(line[left] + place * length)
            hashes.append(np.concatenate([g.hash for g in example.ngrams])[left])
            weights.append(weight[left])
        return cls(
            torch.from_numpy(np.concatenate(lines)),
            torch.from_numpy((np.concatenate(hashes) % BUCKETS).astype(np.int64)),
            torch.from_numpy(np.concatenate(weights)),
            len(examples) * length,
        )

    def sums(self, table: Tensor) -> Tensor:
        """Add up the rows of each line's n-grams."""
        rows = table[self.buckets] * self.weights[:, None]
        return torch.zeros(self.total, table.shape[1]).index_add(0, self.lines, rows)


def _padded(arrays: Sequence[NDArray[np.float32]]) -> tuple[Tensor, Tensor]:
    length = max(map(len, arrays))
    padded = np.zeros((len(arrays), length, arrays[0].shape[1]), np.float32)
    mask = np.zeros((len(arrays), length, 1), np.float32)
    for place, array in enumerate(arrays):
        padded[place, : len(array)] = array
        mask[place, : len(array)] = 1
    return torch.from_numpy(padded), torch.from_numpy(mask)


def _neighbours(x: Tensor, dilation: int) -> Tensor:
    wide = functional.pad(x, (0, 0, dilation, dilation))
    return torch.cat([wide[:, : x.shape[1]], x, wide[:, 2 * dilation :]], dim=-1)
