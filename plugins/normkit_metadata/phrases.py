"""Reading `phrases.txt`: words and phrases by group."""

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


@cache
def months() -> dict[str, int]:
    """Return the number of each month's names.

    >>> months()["märz"]
    3
    """
    table = (line.split() for line in lines_of("months"))
    return {name: int(number) for number, *names in table for name in names}
