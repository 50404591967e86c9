"""What the characters of UTF-8 become when they are read by single bytes."""

import re
from functools import cache
from itertools import islice
from typing import NamedTuple

from normkit_encoding.code_pages import HIGH, characters

_BESIDE = 4  # code points
_FIRST = 50


class _Sequences(NamedTuple):
    bytes: dict[str, int]
    """The byte that each character beyond ASCII came from."""
    pattern: re.Pattern[str]
    """What stands for one UTF-8 sequence."""


def read_again(text: str, codec: str) -> str:
    """Return `text` with each sequence that UTF-8 became under `codec` as its character.

    >>> read_again("ettц╓ hц╓net", "koi8_r")
    'että hänet'
    """
    table = _sequences(codec)

    def decoded(match: re.Match[str]) -> str:
        try:
            return bytes(table.bytes[character] for character in match.group()).decode()
        except UnicodeDecodeError:  # too long a form, or a surrogate
            return match.group()

    return table.pattern.sub(decoded, text)


def around_sequences(text: str, codec: str) -> str:
    """Return the first sequences in `text` with the letters beside them."""
    found = islice(_sequences(codec).pattern.finditer(text), _FIRST)
    return " ".join(text[max(0, match.start() - _BESIDE) : match.end() + _BESIDE] for match in found)


def covered(text: str, codec: str) -> float:
    """Return the share of what is beyond ASCII that forms sequences."""
    found = sequence_pattern(codec).findall(text)
    beyond = len(text) - len(text.encode("ascii", "ignore"))
    return sum(map(len, found)) / max(1, beyond)


def sequence_pattern(codec: str) -> re.Pattern[str]:
    """Return what finds the sequences that one character of UTF-8 became under `codec`."""
    return _sequences(codec).pattern


@cache
def _sequences(codec: str) -> _Sequences:
    signs = characters(codec)

    def any_of(first: int, last: int) -> str:
        return f"[{re.escape(signs[first - 0x80 : last - 0x7F])}]"

    following = any_of(0x80, 0xBF)
    heads = any_of(0xC2, 0xDF), any_of(0xE0, 0xEF), any_of(0xF0, 0xF4)
    forms = (f"{head}{following}{{{length}}}" for length, head in enumerate(heads, 1))
    return _Sequences(dict(zip(signs, HIGH, strict=True)), re.compile("|".join(forms)))
