"""What of a text tells whether it was misread."""

import re

from normkit_encoding.symbols import JOINING, PLAIN

_TELLING = re.compile(f"[^\x00-\x7f{JOINING}{PLAIN}«»“”]+")
_AROUND = 10
_SAMPLE = 1_000


def sample_of(text: str, length: int = _SAMPLE) -> str:
    """Return what stands around the first letters and signs beyond ASCII, up to about `length` code points.

    >>> sample_of("A long way before the café, and a long way behind it")
    '  re the café, and a lo '
    """
    pieces = [" "]
    taken = end = 0
    for match in _TELLING.finditer(text):
        start = max(end, match.start() - _AROUND)
        if start > end:
            pieces.append(" ")
        end = max(end, min(match.end() + _AROUND, match.start() + length))
        pieces.append(text[start:end])
        taken += end - start
        if taken >= length:
            break
    return "".join([*pieces, " "])
