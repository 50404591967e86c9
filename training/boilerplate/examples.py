"""Lines as the arrays that the network is trained on."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from normkit_boilerplate.lines import read_table
from normkit_boilerplate.ngrams import Grams, line_ngrams
from normkit_boilerplate.phrases import find_phrases
from normkit_boilerplate.scorer import describe
from normkit_boilerplate.segments import AFTER, ARTICLE, BEFORE, INSIDE
from training.boilerplate.pages import UNKNOWN, Page
from training.boilerplate.variants import Variant

_GUESSED = 0.5


@dataclass(frozen=True)
class Example:
    """A page of `len(parts)` lines."""

    features: NDArray[np.float32]
    ngrams: tuple[Grams, ...]
    parts: NDArray[np.int64]
    """What each line is: BEFORE, ARTICLE, INSIDE or AFTER."""
    weights: NDArray[np.float32]
    """How much each line counts: as many words as it has and two more, of all on the page; unknown ones 0.
    All on a page whose labels are guessed count half."""


def make_example(variant: Variant, page: Page) -> Example:
    """Read the lines of a variant of a page as the stage does."""
    table = read_table("\n".join(variant.lines))
    labels = np.array(variant.labels)[table.number]
    if not page.is_guessed:  # a title right above the article is its first line
        labels[:-1][(labels[:-1] == UNKNOWN) & (labels[1:] == 1)] = 1
    title = -1 if variant.title is None else int(np.searchsorted(table.number, variant.title))
    weights = (table.words + 2) * (labels != UNKNOWN)
    share = _GUESSED if page.is_guessed else 1.0
    return Example(
        describe(table, find_phrases(table), np.array([title])),
        line_ngrams(table, np.array([page.knows_words])),
        parts_of(labels),
        (share * weights / max(weights.sum(), 1)).astype(np.float32),
    )


def parts_of(labels: NDArray[np.int64]) -> NDArray[np.int64]:
    """Tell junk before, inside and after the article apart."""
    kept = np.flatnonzero(labels == 1)
    place = np.arange(len(labels))
    start, stop = (kept[0], kept[-1]) if len(kept) else (len(labels), len(labels))
    junk = np.where(place < start, BEFORE, np.where(place > stop, AFTER, INSIDE))
    return np.where(labels == 1, ARTICLE, junk)
