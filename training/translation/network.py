"""The network of `normkit_translation.network`, so that it can be trained."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import torch
from numpy.random import Generator
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from normkit_translation.network import DILATIONS, UNKNOWN, Vocabulary
from normkit_translation.tokens import shape_hashes, word_hashes
from training.translation.documents import SHARED, Document, tokens_of
from training.translation.weights import Arrays, scaling

_ROW, _WIDTH = 32, 48
_MOST_SHAPES, _MOST_WORDS = 3000, 6000  # with rows of their own
_FEWEST = 20  # tokens, of a shape or word with a row of its own
_ROUNDS = 2  # as many windows are drawn as there are, so many times
_BATCH = 256  # windows
_RATE, _DECAY, _LARGEST_STEP = 3e-3, 0.02, 1.0
_SHAPES_LOST, _WORDS_LOST = 0.1, 0.3  # how often a token is taken for an unknown one
_ROWS_DROPPED, _DROPPED, _POOLED_DROPPED = 0.1, 0.2, 0.3


class Windows(NamedTuple):
    """The windows of all documents."""

    vocabulary: Vocabulary
    shapes: NDArray[np.int16]
    """Rows of the vocabulary; shape (windows, WINDOW)."""
    words: NDArray[np.int16]
    documents: NDArray[np.intp]
    """The document of each window."""
    translated: NDArray[np.bool_]
    """Of each document, whether it is a machine translation."""
    shared: NDArray[np.bool_]
    """Of each document, of which kind that natives and translations share it is; shape (documents, kinds)."""

    def sizes(self) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Return the number of tokens of each window, and of each document; at least 1."""
        sizes = (self.shapes > 0).sum(axis=1)
        return sizes, np.maximum(np.bincount(self.documents, sizes, len(self.translated)), 1)


def read_windows(documents: Sequence[Document]) -> Windows:
    """Cut all documents up; the vocabulary is what they hold most."""
    texts = [tokens_of(document) for document in documents]
    tokens = np.concatenate(texts)
    vocabulary = Vocabulary(
        _most_frequent(shape_hashes(tokens), _MOST_SHAPES), _most_frequent(word_hashes(tokens), _MOST_WORDS)
    )
    shapes, words = zip(*map(vocabulary.windows, texts), strict=True)
    return Windows(
        vocabulary,
        np.concatenate(shapes).astype(np.int16),
        np.concatenate(words).astype(np.int16),
        np.repeat(np.arange(len(documents)), [len(each) for each in shapes]),
        np.array([document.label == "mt" for document in documents]),
        np.array([document.kind for document in documents])[:, None] == np.array(SHARED),
    )


def _most_frequent(hashes: NDArray[np.uint64], most: int) -> NDArray[np.uint32]:
    found, counts = np.unique(hashes, return_counts=True)
    frequent = np.argsort(-counts, kind="stable")[:most]
    return np.sort(found[frequent[counts[frequent] >= _FEWEST]]).astype(np.uint32)


def fit_network(windows: Windows, each: NDArray[np.float64], seed: int = 0) -> Arrays:
    """Train on documents by the weight of each; return the arrays of a network."""
    torch.manual_seed(seed)
    torch.set_num_threads(1)  # sums keep their order
    torch.use_deterministic_algorithms(mode=True)
    network = _Network(windows.vocabulary)
    _train(network.train(), windows, each, np.random.default_rng(seed))
    sizes, tokens = windows.sizes()
    values = np.bincount(windows.documents, _odds(network.eval(), windows) * sizes, len(tokens)) / tokens
    return network.arrays() | scaling(values, each, windows.translated) | windows.vocabulary._asdict()


def _train(network: "_Network", windows: Windows, each: NDArray[np.float64], random: Generator) -> None:
    """Draw windows by the weights of their documents, and learn from each batch."""
    sizes, tokens = windows.sizes()
    chances = each[windows.documents] * sizes / tokens[windows.documents]
    chances /= chances.sum()
    steps = _ROUNDS * int(np.count_nonzero(chances)) // _BATCH
    optimizer = torch.optim.AdamW(network.parameters(), _RATE, weight_decay=_DECAY)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, _RATE, total_steps=steps + 1, pct_start=0.1)
    for _ in range(steps):
        drawn = random.choice(len(chances), _BATCH, p=chances)
        owners = windows.documents[drawn]
        odds = network(*_tensors(windows, drawn), torch.from_numpy(windows.shared[owners]).float())
        loss = functional.binary_cross_entropy_with_logits(
            odds, torch.from_numpy(windows.translated[owners]).float()
        )
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(network.parameters(), _LARGEST_STEP)
        optimizer.step()
        schedule.step()


def _odds(network: "_Network", windows: Windows) -> NDArray[np.float32]:
    """Return what the network says of all windows, whatever their kind."""
    with torch.no_grad():
        parts = [
            network(*_tensors(windows, slice(start, start + _BATCH)), torch.zeros(len(SHARED)))
            for start in range(0, len(windows.shapes), _BATCH)
        ]
    odds: NDArray[np.float32] = torch.cat(parts).numpy()
    return odds


def _tensors(windows: Windows, chosen: slice | NDArray[np.intp]) -> tuple[Tensor, Tensor]:
    return torch.from_numpy(windows.shapes[chosen]).long(), torch.from_numpy(windows.words[chosen]).long()


class _Network(nn.Module):
    """What `normkit_translation.network` reads, and what keeps it from learning its texts by heart."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        super().__init__()
        self.shapes = _table(len(vocabulary.shapes), 0.3)
        self.words = _table(len(vocabulary.words), 0.1)
        widths = [_ROW] + [_WIDTH] * (len(DILATIONS) - 1)
        self.layers = nn.ModuleList(
            nn.Conv1d(width, _WIDTH, 3, padding=dilation, dilation=dilation)
            for width, dilation in zip(widths, DILATIONS, strict=True)
        )
        self.output = nn.Linear(2 * _WIDTH, 1)
        self.shared = nn.Linear(len(SHARED), 1, bias=False)  # left out afterwards

    def forward(self, shapes: Tensor, words: Tensor, shared: Tensor) -> Tensor:
        """Return the log odds of each window."""
        mask = (shapes > 0).float()[:, None]
        rows = self.shapes(self._lost(shapes, _SHAPES_LOST)) + self.words(self._lost(words, _WORDS_LOST))
        x = functional.relu(self.layers[0](self._dropped(rows, _ROWS_DROPPED).transpose(1, 2))) * mask
        for layer in self.layers[1:]:
            x = x + functional.relu(layer(self._dropped(x, _DROPPED))) * mask
        pooled = torch.cat([x.sum(dim=2) / mask.sum(dim=2), x.amax(dim=2)], dim=1)
        odds: Tensor = self.output(self._dropped(pooled, _POOLED_DROPPED)) + self.shared(shared)
        return odds[:, 0]

    def _lost(self, rows: Tensor, share: float) -> Tensor:
        """Take some of the known rows for unknown ones."""
        lost = torch.rand(rows.shape) < share * self.training
        return torch.where(lost & (rows > UNKNOWN), UNKNOWN, rows)

    def _dropped(self, x: Tensor, share: float) -> Tensor:
        return functional.dropout(x, share, self.training)

    def arrays(self) -> dict[str, NDArray[np.float16]]:
        """Return the weights as `normkit_translation.network` reads them, in half precision."""
        state = {name: tensor.detach() for name, tensor in self.state_dict().items()}
        arrays = {"shape rows": state["shapes.weight"], "word rows": state["words.weight"]}
        for place in range(len(DILATIONS)):
            weight = state[f"layers.{place}.weight"]
            arrays |= {f"{place}.weight": weight.permute(2, 1, 0)}
            arrays |= {f"{place}.bias": state[f"layers.{place}.bias"]}
        arrays |= {"output.weight": state["output.weight"].T, "output.bias": state["output.bias"]}
        return {name: array.numpy().astype(np.float16) for name, array in arrays.items()}


def _table(known: int, spread: float) -> nn.Embedding:
    rows = nn.Embedding(known + UNKNOWN + 1, _ROW, padding_idx=0)
    rows.weight.data *= spread
    return rows
