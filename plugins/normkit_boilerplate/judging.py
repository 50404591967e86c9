"""Which lines of a page go, by which rule, and how sure that is."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from normkit_boilerplate.captions import captions
from normkit_boilerplate.closings import closings, leaks
from normkit_boilerplate.glyphs import Kind
from normkit_boilerplate.kinds import kinds_of_junk
from normkit_boilerplate.page import Page
from normkit_boilerplate.prompts import comments, prompts
from normkit_boilerplate.repetitions import are_new
from normkit_boilerplate.rules import NAMES
from normkit_boilerplate.table import Places
from normkit_boilerplate.titles import repeated_titles

STAYS = -1
_LEAST_SURE = 0.5  # a line that goes for its place alone
_IN_PASSING = 0.1  # letters of unknown scripts, as a share of the others, on a page that is in another
_UNKNOWN_SCRIPTS = [Kind.CASELESS, Kind.UNSPACED]
_CASED_SCRIPTS = [Kind.LOWER, Kind.UPPER]


@dataclass(frozen=True)
class Verdict:
    """Of each line the place of its rule in `NAMES`, or STAYS; and from 0 to 1 how sure that is."""

    rules: Places
    confidence: NDArray[np.float64]

    def runs(self) -> Iterator[tuple[int, int, str, float]]:
        """Yield neighbouring lines that go by one rule: first and last place, rule, least confidence."""
        starts = np.flatnonzero(are_new(self.rules))
        stops = [*starts[1:].tolist(), len(self.rules)]
        least = np.minimum.reduceat(self.confidence, starts).tolist()
        for start, stop, rule, confidence in zip(
            starts.tolist(), stops, self.rules[starts].tolist(), least, strict=True
        ):
            if rule != STAYS:
                yield start, stop - 1, NAMES[rule], round(confidence, 2)


def judge(page: Page, authors: Collection[str], keep: Collection[str], protect: Collection[str]) -> Verdict:
    """Judge all lines. Of the rules that are sure by themselves the last holds.

    The rules in `keep` never act, and a line in which a pattern of `protect` is found never goes.
    """
    goes = ~page.division.keeps
    if goes.any():
        goes &= ~_is_unknown(page)
    rules = np.where(goes, kinds_of_junk(page), STAYS) if goes.any() else np.full(len(goes), STAYS)
    confidence = np.maximum(page.junk, _LEAST_SURE)
    sure = chain(
        comments(page),
        prompts(page),
        captions(page),
        closings(page, authors),
        leaks(page),
        repeated_titles(page),
    )
    for place, rule, probability in sure:
        rules[place] = NAMES.index(rule)
        confidence[place] = max(confidence[place], probability)
    for name in keep:
        rules[rules == NAMES.index(name)] = STAYS
    if page.title is not None:
        rules[page.title] = STAYS
    for pattern in map(re.compile, protect):
        for place in np.flatnonzero(rules != STAYS).tolist():
            if pattern.search(page.line(place).text):
                rules[place] = STAYS
    return Verdict(rules, confidence)


def _is_unknown(page: Page) -> NDArray[np.bool_]:
    """Whether most letters of a line are of a script whose pages the scorer has never seen.

    Beside an article in another script such a line is as known as any: a menu of languages.
    """
    unknown, cased = (page.table.glyphs[kinds].sum(axis=0) for kinds in (_UNKNOWN_SCRIPTS, _CASED_SCRIPTS))
    is_unknown: NDArray[np.bool_] = unknown > cased
    if unknown.sum() < _IN_PASSING * cased.sum():
        is_unknown[: page.division.start] = is_unknown[page.division.stop :] = False
    return is_unknown
