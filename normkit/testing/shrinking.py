"""Cut a text down to what matters."""

from collections.abc import Callable

_MOST_TRIES = 1_000


def smallest(text: str, fails: Callable[[str], bool]) -> str:
    """Return a part of `text` that still fails, after leaving out ever smaller pieces, a thousand at most.

    After Zeller and Hildebrandt, "Simplifying and Isolating Failure-Inducing Input", 2002.

    >>> smallest("a long text -- with two hyphens", lambda part: "--" in part)
    '--'
    """
    tries, size = 0, (len(text) + 1) // 2
    while size:
        start = 0
        while start < len(text) and tries < _MOST_TRIES:
            tries += 1
            shorter = text[:start] + text[start + size :]
            if fails(shorter):
                text = shorter
            else:
                start += size
        size //= 2
    return text
