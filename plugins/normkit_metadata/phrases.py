"""Reading `phrases.txt`: words and phrases by group."""

from collections.abc import Iterable
from functools import cache

from normkit import read_sections


def lines_of(group: str) -> tuple[str, ...]:
    """Return the lines of a group.

    >>> "written by" in lines_of("bylines")
    True
    """
    return read_sections(__package__, "phrases.txt")[group]


@cache
def words_of(group: str) -> frozenset[str]:
    """Return the words of a group.

    >>> "aktualisiert" in words_of("updated")
    True
    """
    return frozenset(word for line in lines_of(group) for word in line.split())


def kind_counts(words: Iterable[str], groups: tuple[str, ...]) -> list[int]:
    """Count how many of the words are of each group.

    >>> kind_counts(["published", "by", "reuters"], ("roles", "published"))
    [2, 1]
    """
    counts, table = [0] * len(groups), _groups_of(groups)
    for word in words:
        for place in table.get(word, ()):
            counts[place] += 1
    return counts


@cache
def _groups_of(groups: tuple[str, ...]) -> dict[str, list[int]]:
    table: dict[str, list[int]] = {}
    for place, group in enumerate(groups):
        for word in words_of(group):
            table.setdefault(word, []).append(place)
    return table


@cache
def months() -> dict[str, int]:
    """Return the number of each month's names.

    >>> months()["märz"]
    3
    """
    table = (line.split() for line in lines_of("months"))
    return {name: int(number) for number, *names in table for name in names}
