"""Reading `phrases.txt`, and which rule's phrase a line is."""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from normkit import read_sections

_WORD = re.compile(r"[^\W_]+|©")
_DIGITS = re.compile(r"\d+")
_QUOTE = re.compile('[“”"«»]')
_LONGEST = 250  # code points of a line that is looked at
_CACHED = 2**14  # lines: menus recur on every page of a site


class Phrase(NamedTuple):
    """What a line was recognised as."""

    rule: str
    where: str
    """Where it goes: "anywhere", "after" the last paragraph, or only "outside", in a menu or footer."""


_ByFirst = dict[str, list[tuple[list[str], Phrase]]]
"""Phrases, in words, by their first word."""


class _Table(NamedTuple):
    whole: dict[str, Phrase]
    opening: _ByFirst
    within: _ByFirst


def find_phrase(text: str) -> Phrase | None:
    """Return the phrase that a line is.

    >>> find_phrase("Share this article")
    Phrase(rule='share', where='anywhere')
    >>> find_phrase("“Sign up for our walks,” she said.")
    """
    return None if len(text) > _LONGEST else _look_up(text)


@lru_cache(_CACHED)
def _look_up(text: str) -> Phrase | None:
    if _QUOTE.search(text) or not (words := folded(text).split()):
        return None
    table = _table()
    if phrase := table.whole.get(" ".join(words)):
        return phrase
    return _phrase_at(table.opening, words, 0) or next(
        filter(None, (_phrase_at(table.within, words, start) for start in range(len(words)))), None
    )


def _phrase_at(phrases: _ByFirst, words: list[str], start: int) -> Phrase | None:
    for wanted, phrase in phrases.get(words[start], ()):
        if words[start : start + len(wanted)] == wanted:
            return phrase
    return None


def folded(text: str) -> str:
    """Return the words of a line in lower case, numbers as 0.

    >>> folded("Editor’s picks (12)")
    'editor s picks 0'
    """
    return " ".join(_WORD.findall(_DIGITS.sub("0", text.casefold())))


@cache
def _table() -> _Table:
    table = _Table({}, {}, {})
    for section, lines in read_sections(__package__, "phrases.txt").items():
        rule, _, where = section.partition(" ")
        for line in lines:
            _add(table, line, Phrase(rule, where or "anywhere"))
    return table


def _add(table: _Table, line: str, phrase: Phrase) -> None:
    wanted = line.strip("* ").split()
    if line.startswith("* "):
        table.within.setdefault(wanted[0], []).append((wanted, phrase))
    elif line.endswith(" *"):
        table.opening.setdefault(wanted[0], []).append((wanted, phrase))
    else:
        table.whole.setdefault(" ".join(wanted), phrase)
