"""Lines that stand on many pages of a bundle, in the same part of them: what that says against them."""

from itertools import pairwise
from statistics import median

import numpy as np
from numpy.typing import NDArray

from normkit import Keys, StageSurvey
from normkit_boilerplate.table import Table

_PART = np.uint64(0x9E3779B97F4A7C15)
_FEWEST, _SHARE = 2, 5e-4  # documents that a line must stand in, and of all documents
_ENOUGH = 4  # documents from which on what recurs counts in full; two count a quarter
_MOST_PAGES = 0.3  # of the documents: what stands on so many is of their one site
_AGAINST = np.array([0, 0.2, 0.5, 1.5, 1.5, 3.0, 3.0, 3.0, 3.0, 3.0, 8.0])
"""Logarithm of odds against a line that recurs, by its words, the last for all above.

Measured on 711 pages of 697 sites: of lines of 10 words and more 76 % are article, of those that stand on four
pages none of 237; of 5 to 9 words 47 and 2 %, of 3 to 4 words 28 and 8 %, of 2 words 15 and 6 %, of one 14 and
8 %. Less than that, as the scorer knows many of the short ones.
"""
_AGAINST_ON_MOST = np.array([0, 1.7, 3.0, 3.5, 3.5, 3.5, 3.5, 3.5, 3.5, 3.5, 8.0])
"""The same for one that stands on most pages: measured on 26 pages of 12 sites, each site by itself.

Of lines of 10 words and more 76 % are article, of those that recur none of 124; of 5 to 9 words 59 and 3 %, of
one word 37 and 10 %.
"""


def line_keys(table: Table) -> Keys:
    """Return a key for each line: of its words, and of whether it stands above, among or below paragraphs."""
    above = table.running(table.are_paragraphs)
    is_below = ~table.are_paragraphs & (above == table.totals(table.are_paragraphs))
    part = (above > 0).astype(np.uint64) + is_below.astype(np.uint64)
    keys: Keys = table.hashes + part * _PART
    return keys


def evidence(table: Table, survey: StageSurvey) -> NDArray[np.float64]:
    """Return for each line the logarithm of the odds against it, 0 if it does not recur.

    Where the paragraphs of a page recur too, as in copies of an article, a line must recur more than they.
    """
    counts = survey.count(line_keys(table))
    paragraphs = [
        counts[start:stop][table.are_paragraphs[start:stop]].tolist()
        for start, stop in pairwise(table.bounds.tolist())
    ]
    copies = np.array([max(1.0, median(some or [1])) for some in paragraphs])[table.document]
    recurs = counts >= copies * max(_FEWEST, _SHARE * survey.documents)
    weight = np.minimum(np.log2(np.maximum(counts / copies, 1)) / np.log2(_ENOUGH), 1) ** 2
    length = np.minimum(table.words, len(_AGAINST) - 1)
    on_most = counts >= copies * _MOST_PAGES * survey.documents
    return np.where(recurs, weight * np.where(on_most, _AGAINST_ON_MOST[length], _AGAINST[length]), 0.0)
