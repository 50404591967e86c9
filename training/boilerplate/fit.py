"""Training: from pages to a network, the same one each time."""

from collections.abc import Iterator, Sequence

import numpy as np
import torch
from numpy.random import Generator

from training.boilerplate.examples import Example, make_example
from training.boilerplate.network import Network
from training.boilerplate.pages import Page
from training.boilerplate.variants import Variant, vary

EPOCHS = 10
_BATCH = 16  # pages
_RATE = 2e-3
_DECAY = 1e-3
_LARGEST_STEP = 1.0
_SORTED = 8  # batches whose pages are sorted by length, so that little is padded


def fit(pages: Sequence[Page], seed: int, epochs: int = EPOCHS) -> Network:
    """Train a network on renderings and variants of pages, new ones in each epoch."""
    torch.manual_seed(seed)
    torch.set_num_threads(1)  # sums keep their order
    torch.use_deterministic_algorithms(mode=True)
    random = np.random.default_rng(seed)
    network = Network([whole(page) for page in pages[::5]])
    tables = [parameter for name, parameter in network.named_parameters() if name.endswith("ngrams")]
    others = [parameter for name, parameter in network.named_parameters() if not name.endswith("ngrams")]
    optimizer = torch.optim.AdamW(
        [{"params": others, "weight_decay": _DECAY}, {"params": tables, "weight_decay": 0}]
    )
    names = sorted({page.name for page in pages})
    steps = epochs * -(-len(names) // _BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, _RATE, total_steps=steps + 1, pct_start=0.15)
    network.train()
    for _ in range(epochs):
        for batch in _batches(_epoch(pages, random), random):
            loss = _loss(network, batch, random)
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(network.parameters(), _LARGEST_STEP)
            optimizer.step()
            schedule.step()
    network.eval()
    return network


def whole(page: Page) -> Example:
    """Return a page as it is."""
    return make_example(Variant(list(page.lines), list(page.labels), page.title), page)


def _loss(network: Network, batch: Sequence[Example], random: Generator) -> torch.Tensor:
    """Return the cross-entropy of the parts of all lines; each page counts the same."""
    loss = torch.zeros(())
    for scores, example in zip(network(batch, random), batch, strict=True):
        parts = torch.from_numpy(example.parts)
        picked = scores[torch.arange(len(parts)), parts]
        loss = loss - (picked * torch.from_numpy(example.weights)).sum()
    return loss / len(batch)


def _epoch(pages: Sequence[Page], random: Generator) -> Iterator[Example]:
    """Yield a variant of one rendering of each page, in random order."""
    labelled = [page for page in pages if not page.is_guessed]
    by_name: dict[str, list[Page]] = {}
    for page in pages:
        by_name.setdefault(page.name, []).append(page)
    names = sorted(by_name)
    for place in random.permutation(len(names)):
        renderings = by_name[names[place]]
        page = renderings[random.integers(len(renderings))]
        example = make_example(vary(page, labelled, random), page)
        if len(example.parts):
            yield example


def _batches(examples: Iterator[Example], random: Generator) -> Iterator[list[Example]]:
    pending = list(examples)
    batches = []
    for start in range(0, len(pending), _BATCH * _SORTED):
        chunk = sorted(pending[start : start + _BATCH * _SORTED], key=lambda example: len(example.parts))
        batches += [chunk[place : place + _BATCH] for place in range(0, len(chunk), _BATCH)]
    for place in random.permutation(len(batches)):
        yield batches[place]
