"""How sure networks are of pages of sites that they have not seen, and how right."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray

from benchmarks.accuracy.page_scores import PageScore, statistics
from benchmarks.accuracy.shingles import f1, kept, precision, recall, removed, shingles
from benchmarks.markdown import table
from normkit_boilerplate.segments import ARTICLE, divide
from normkit_boilerplate.stage import LEANING
from training.boilerplate.fit import whole
from training.boilerplate.hints import MARKED, Hinted, odds_by_page
from training.boilerplate.network import Network
from training.boilerplate.pages import UNKNOWN, Page

_BATCH = 16
_FIGURES = ("F1", "precision", "recall", "kept", "lose over 5 %", "lose over 20 %")
_TEMPERATURES = np.linspace(0.8, 2.5, 35)


class Held(NamedTuple):
    """A page that was held out, and what the network said of it; shape (lines, 4)."""

    page: Page
    scores: NDArray[np.float64]


def predict(network: Network, pages: Sequence[Page]) -> Iterator[Held]:
    """Score pages as they are."""
    by_length = sorted(pages, key=lambda page: len(page.lines))
    for start in range(0, len(by_length), _BATCH):
        batch = by_length[start : start + _BATCH]
        with torch.no_grad():
            scores = network([whole(page) for page in batch])
        for page, rows in zip(batch, scores.numpy(), strict=True):
            yield Held(page, rows[: len(page.lines)].astype(np.float64))


def article_probability(scores: NDArray[np.float64], temperature: float) -> NDArray[np.float64]:
    """Return the probability of each line that it is of the article."""
    scaled = np.exp(scores / temperature)
    probability: NDArray[np.float64] = scaled[:, ARTICLE] / scaled.sum(axis=1)
    return probability


def temperature(held: Sequence[Held]) -> float:
    """Return by what to divide the scores so that, word by word, they are most likely what was the case."""
    scores = np.concatenate([scores for _, scores in held])
    labels = np.concatenate([np.array(page.labels) for page, _ in held])
    weights = np.concatenate([_words(page) for page, _ in held]) * (labels != UNKNOWN)

    def loss(divisor: float) -> float:
        article = article_probability(scores, divisor)
        likelihood = np.where(labels == 1, article, 1 - article)
        return float(-(weights * np.log(np.maximum(likelihood, 1e-9))).sum())

    return round(float(min(_TEMPERATURES, key=loss)), 2)


def figures(held: Sequence[Held], temperature: float) -> Iterator[str]:
    """Yield a table of how right the division is, by rendering and strength."""
    return table(["rendering", "strength", *_FIGURES], _rows(held, temperature))


def marked_lines(held: Sequence[Held], hinted: Sequence[Hinted], temperature: float) -> tuple[float, float]:
    """Return the share of the lines that must stay and stay, and of those that must go and go."""
    odds_of = odds_by_page(hinted)
    kept = [_keeps(item, LEANING["balanced"], temperature) for item in held]
    odds = [odds_of[page.name, page.rendering] for page, _ in held]
    keeps, known = np.concatenate(kept), np.concatenate(odds)
    return float(keeps[known == MARKED].mean()), float(1 - keeps[known == -MARKED].mean())


def _rows(held: Sequence[Held], temperature: float) -> Iterator[tuple[object, ...]]:
    for rendering in sorted({page.rendering for page, _ in held}):
        pages = [item for item in held if item.page.rendering == rendering]
        for strength, leaning in LEANING.items():
            found = statistics([_score(item, leaning, temperature) for item in pages])
            yield (rendering, strength, *(found[name] for name in _FIGURES))


def _score(held: Held, leaning: float, temperature: float) -> PageScore:
    page, keeps = held.page, _keeps(held, leaning, temperature)
    known = [label != UNKNOWN for label in page.labels]
    output = "\n".join(
        line for line, stays, is_known in zip(page.lines, keeps, known, strict=True) if stays and is_known
    )
    gold, before, after = map(shingles, (page.gold, "\n".join(page.lines), output))
    return PageScore(
        precision=precision(after, gold),
        recall=recall(after, gold),
        f1=f1(after, gold),
        kept=kept(after, before, gold),
        removed=removed(after, before, gold),
    )


def _keeps(held: Held, leaning: float, temperature: float) -> NDArray[np.bool_]:
    return divide(held.scores / temperature, np.sqrt(_words(held.page) + 1), leaning).keeps


def _words(page: Page) -> NDArray[np.int64]:
    return np.array([len(line.split()) for line in page.lines])
