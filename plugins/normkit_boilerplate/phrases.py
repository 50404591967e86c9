"""Which lines are phrases that no article holds there, from the lists in `phrases/`, all lines at once."""

from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from normkit import read_sections
from normkit_boilerplate.glyphs import Kind
from normkit_boilerplate.lines import read_table
from normkit_boilerplate.table import Hashes, Places, Table

LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "ru", "nl", "pl")
_PRIME, _ONE = np.uint64(0x100000001B3), np.uint64(1)
_FIRST_BITS = np.uint32(2**16 - 1)
_LOW = np.uint64(2**16 - 1)
_FIRST, _ANYWHERE = 1, 2
_MOST_WORDS = 40

CLOSING = ("related", "comments", "comment-prompt", "newsletter", "copyright", "share", "cookie")
"""Rules whose phrases, but those of menus, stand below articles."""


class Phrase(NamedTuple):
    """What a line was recognised as."""

    rule: str
    where: str
    """Where it goes: "anywhere", "after" the last paragraph, or only "outside", in a menu or footer."""


class _Lists(NamedTuple):
    """Entries by the hash of their words, sorted, each with its phrase and whether it may go on either side."""

    phrases: tuple[Phrase, ...]
    hashes: Hashes
    phrase: Places
    opens: NDArray[np.bool_]
    """Whether an entry must begin the line."""
    closes: NDArray[np.bool_]
    """Whether an entry must end the line."""
    longest: int
    """Words of the longest entry."""
    prefixes: NDArray[np.bool_]
    """Which low bits the hashes of entries have that go on."""
    begins: NDArray[np.uint8]
    """By the low bits of a word, where entries that begin with it stand: nowhere, first in a line, anywhere."""


def phrases() -> tuple[Phrase, ...]:
    """Return what a line can be recognised as."""
    return _lists().phrases


def find_phrases(table: Table) -> Places:
    r"""Return for each line the place of its phrase in `phrases()`, or -1. Shape: (lines,).

    >>> found = find_phrases(read_table("Share this article\nWe sat by the river\nAll rights reserved"))
    >>> [phrases()[place].rule if place >= 0 else None for place in found]
    ['share', None, 'copyright']
    """
    lists = _lists()
    found = np.full(len(table), -1)
    is_short = (table.counts <= _MOST_WORDS) & (table.glyphs[Kind.QUOTE] == 0)
    begins = lists.begins.take(table.word & _FIRST_BITS)
    openings = table.starts[:-1][table.counts > 0]
    may_start = begins == _ANYWHERE
    may_start[openings] = begins[openings] > 0
    starts = np.flatnonzero(may_start & is_short[table.line])
    stops = table.starts[table.line[starts] + 1]
    opens = starts == table.starts[table.line[starts]]
    hashes = np.zeros(len(starts), np.uint64)
    for length in range(1, lists.longest + 1):
        hashes = hashes * _PRIME + table.word[starts + length - 1] + _ONE
        entry = np.minimum(np.searchsorted(lists.hashes, hashes), len(lists.hashes) - 1)
        hits = np.flatnonzero(lists.hashes[entry] == hashes)
        if len(hits):
            entry = entry[hits]
            fits = (opens[hits] | ~lists.opens[entry]) & (
                (starts[hits] + length == stops[hits]) | ~lists.closes[entry]
            )
            found[table.line[starts[hits[fits]]]] = lists.phrase[entry[fits]]
        goes_on = (starts + length < stops) & lists.prefixes[hashes & _LOW]
        starts, stops, opens, hashes = starts[goes_on], stops[goes_on], opens[goes_on], hashes[goes_on]
        if not len(starts):
            break
    return found


def are_closing(found: Places) -> NDArray[np.bool_]:
    """Say which of the phrases `found` follow articles."""
    return _closes()[found]


@cache
def _closes() -> NDArray[np.bool_]:
    """Say of each phrase whether it closes articles; the last is for -1: none."""
    return np.array([*(p.rule in CLOSING and p.where != "outside" for p in phrases()), False])


@cache
def _lists() -> _Lists:
    kinds: dict[Phrase, int] = {}
    entries: dict[str, tuple[int, bool, bool]] = {}
    for language in LANGUAGES:
        for section, lines in read_sections(__package__, f"phrases/{language}.txt").items():
            rule, _, where = section.partition(" ")
            phrase = kinds.setdefault(Phrase(rule, where or "anywhere"), len(kinds))
            for line in lines:
                words = line.strip("* ")
                first, opens, closes = entries.get(words, (phrase, True, True))
                entries[words] = (
                    first,
                    opens and not line.startswith("* "),
                    closes and not line.endswith(" *"),
                )
    table = read_table("\n".join(entries))
    hashes = np.zeros(len(table), np.uint64)
    prefixes = np.zeros(_LOW + 1, bool)
    for length in range(longest := int(table.counts.max())):
        longer = table.counts > length
        prefixes[hashes[longer] & _LOW] = True
        hashes[longer] = hashes[longer] * _PRIME + table.word[table.starts[:-1][longer] + length] + _ONE
    order = np.argsort(hashes)
    phrase_of = np.array([phrase for phrase, _, _ in entries.values()])[order]
    opens, closes = np.array([sides for _, *sides in entries.values()])[order].T
    begins = np.zeros(_FIRST_BITS + 1, np.uint8)
    low = table.word[table.starts[:-1]][order] & _FIRST_BITS
    begins[low] = _FIRST
    begins[low[~opens]] = _ANYWHERE
    return _Lists(tuple(kinds), hashes[order], phrase_of, opens, closes, longest, prefixes, begins)
