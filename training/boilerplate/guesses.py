"""Training in two rounds: the second has more pages, which the first network has labelled."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from benchmarks.accuracy.title_lines import folded
from training.boilerplate.fit import fit
from training.boilerplate.hints import Hinted, odds_by_page
from training.boilerplate.network import Network
from training.boilerplate.pages import UNKNOWN, Page
from training.boilerplate.validation import article_probability, predict

_EPOCHS = 7  # of the second round, each of twice as many pages
_SURE = 1.5  # logarithm of odds
_TEMPERATURE = 1.3


def fit_without(pages: Sequence[Page], hinted: Sequence[Hinted], seed: int, fold: int | None) -> Network:
    """Train a network on all pages but those of one fold."""
    labelled = [page for page in pages if page.fold != fold]
    first = fit(labelled, seed)
    guessed = guess(first, [item for item in hinted if item.page.fold != fold])
    return fit([*labelled, *guessed], seed, _EPOCHS)


def guess(network: Network, hinted: Sequence[Hinted]) -> Iterator[Page]:
    """Yield pages with labels for those lines of which the network and the hints together are sure."""
    odds_of = odds_by_page(hinted)
    for page, scores in predict(network, [page for page, _ in hinted]):
        article = np.clip(article_probability(scores, _TEMPERATURE), 1e-4, 1 - 1e-4)
        odds = np.log(article / (1 - article)) + odds_of[page.name, page.rendering]
        labels = np.where(odds > _SURE, 1, np.where(odds < -_SURE, 0, UNKNOWN))
        if page.title is not None:  # whether titles belong to the article is left open, as in the gold
            titles = [folded(line) == folded(page.lines[page.title]) for line in page.lines]
            labels[titles & (labels == 0)] = UNKNOWN
        if (labels == 1).any():
            yield replace(page, labels=labels.tolist(), is_guessed=True)
