"""Reading `phrases.txt`, and which rule's phrase a line is."""

import re
from functools import cache
from importlib.resources import files
from typing import NamedTuple

_WORD = re.compile(r"[^\W_]+|©")
_DIGITS = re.compile(r"\d+")
_LONGEST = 40  # words of a line that is looked at


class Phrase(NamedTuple):
    """What a line was recognised as."""

    rule: str
    where: str
    """Where it goes: "anywhere", "after" the last paragraph, or only "outside", in a menu or footer."""


class _Table(NamedTuple):
    """Phrases by their words: whole lines, beginnings, and parts."""

    whole: dict[str, Phrase]
    opening: dict[str, Phrase]
    within: dict[str, Phrase]


def find_phrase(text: str) -> Phrase | None:
    """Return the phrase that a line is.

    >>> find_phrase("Share this article")
    Phrase(rule='share', where='anywhere')
    >>> find_phrase("Share this article with nobody, said the minister.")
    """
    words = folded_words(text)
    if not words or len(words) > _LONGEST:
        return None
    table = _table()
    if phrase := table.whole.get(" ".join(words)):
        return phrase
    for count in range(1, min(5, len(words)) + 1):
        if phrase := table.opening.get(" ".join(words[:count])):
            return phrase
    for start in range(len(words)):
        for count in (1, 2, 3, 4):
            if phrase := table.within.get(" ".join(words[start : start + count])):
                return phrase
    return None


def folded_words(text: str) -> list[str]:
    """Return the words of a line in lower case, numbers as 0.

    >>> folded_words("Editor’s picks (12)")
    ['editor', 's', 'picks', '0']
    """
    return _WORD.findall(_DIGITS.sub("0", text.casefold()))


@cache
def _table() -> _Table:
    table = _Table({}, {}, {})
    text = files(__package__).joinpath("phrases.txt").read_text(encoding="utf-8")
    phrase = Phrase("", "")
    for line in text.split("\n"):
        if line.startswith("["):
            rule, _, where = line.strip("[]").partition(" ")
            phrase = Phrase(rule, where or "anywhere")
        elif line and not line.startswith("#"):
            place = (
                table.within if line.startswith("* ") else table.opening if line.endswith(" *") else table.whole
            )
            place.setdefault(line.strip("* "), phrase)
    return table
