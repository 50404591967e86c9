"""By which rule a line goes that is no part of the article."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from normkit_boilerplate.glyphs import Kind, among
from normkit_boilerplate.page import Page
from normkit_boilerplate.phrases import phrases
from normkit_boilerplate.rules import NAMES
from normkit_boilerplate.table import ENDS

CARRIED = ("related", "comments", "comment-prompt", "newsletter")
"""Rules whose phrase below an article also says what follows it, up to the next phrase."""

_MENU_WORDS = 6
_ARE_ENDS = among(ENDS)
_NAVIGATION, _COPYRIGHT, _BEFORE, _INSIDE, _AFTER = map(
    NAMES.index, ("navigation", "copyright", "before-article", "inside-article", "after-article")
)


def kinds_of_junk(page: Page) -> NDArray[np.int64]:
    """Return the place in `NAMES` of the rule by which each line would go. Shape: (lines,)."""
    place = np.arange(len(page.table))
    is_above, is_below = place < page.start, place >= page.stop
    by_region = np.where(is_above, _BEFORE, np.where(is_below, _AFTER, _INSIDE))
    by_shape = np.where(_is_short(page) & (is_above | is_below), _NAVIGATION, by_region)
    by_phrase = _rule_of_phrase()[page.phrases]
    by_phrase[(by_phrase < 0) & (page.table.first == Kind.RIGHTS)] = _COPYRIGHT
    latest = np.maximum.accumulate(np.where(is_below & (by_phrase >= 0), place, -1))
    carried = np.where(latest >= 0, by_phrase[latest], -1)
    return np.where(by_phrase >= 0, by_phrase, np.where(_carries()[carried], carried, by_shape))


def _is_short(page: Page) -> NDArray[np.bool_]:
    """Whether a line has few words and no end, as items of a menu."""
    return (page.table.words <= _MENU_WORDS) & ~_ARE_ENDS[page.table.last]


@cache
def _carries() -> NDArray[np.bool_]:
    """Say of each rule whether it is carried on; the last is for -1: none."""
    return np.array([*(name in CARRIED for name in NAMES), False])


@cache
def _rule_of_phrase() -> NDArray[np.int64]:
    """Return the place in `NAMES` for each phrase; the last one is for -1: none."""
    return np.array([*(NAMES.index(phrase.rule) for phrase in phrases()), -1])
