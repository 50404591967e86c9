"""Leave titles out of a text to be scored: the gold mostly holds none, while normkit keeps them."""

from collections.abc import Iterable

from benchmarks.accuracy.shingles import words


def folded(line: str) -> str:
    """Return a line in which case, white space and punctuation make no difference.

    >>> folded(" ‘Old’  ferry: kept") == folded("Old Ferry kept")
    True
    """
    return " ".join(words(line.casefold()))


def folded_lines(text: str) -> frozenset[str]:
    """Return the lines of a text, folded; lines without a word are none."""
    return frozenset(filter(None, map(folded, text.splitlines())))


def without_titles(text: str, titles: Iterable[str], gold: str) -> str:
    """Leave out the lines that equal a title, folded, unless the gold has that line too."""
    wanted = frozenset(map(folded, titles)) - folded_lines(gold) - {""}
    return "".join(line for line in text.splitlines(keepends=True) if folded(line) not in wanted)
