"""What of a text tells whether it was misread."""

import re

from normkit_encoding.symbols import JOINING, PLAIN

_SILENT = f"{JOINING}{PLAIN}«»“”"
_TELLING = re.compile(f"[^\x00-\x7f](?<![{_SILENT}])[^\x00-\x7f{_SILENT}]*+")  # begins with a set: `re` is fast
_AROUND = 12
_SAMPLE = 1_000


def sample_of(text: str, length: int = _SAMPLE) -> str:
    """Return the words of the first letters and signs beyond ASCII, up to about `length` code points.

    Of a long word only what stands beside them is taken.

    >>> sample_of("A long way before the café, and a long way behind it")
    '  café, '
    """
    text = text.replace("\n", " ").replace("\t", " ").replace("\r", " ")
    pieces = [" "]
    taken = end = 0
    for match in _TELLING.finditer(text):
        if match.start() >= end:
            before = text[max(end, match.start() - _AROUND) : match.start()]
            pieces.append(f" {before.rpartition(' ')[2]}")
            end = match.start()
        if match.end() > end:
            limit = min(match.end(), end + length)
            behind = text[limit : limit + _AROUND].partition(" ")[0]
            pieces.append(text[end:limit] + behind)
            taken += len(pieces[-1])
            end = limit + len(behind)
        if taken >= length:
            break
    return "".join([*pieces, " "])
