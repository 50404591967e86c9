"""What may be printed, and how numbers look."""

import re

_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
_KILO = 1000


def printable(text: str) -> str:
    r"""Replace what could steer a terminal: controls, escapes, directional overrides.

    >>> printable("a\x1b[31mb")
    'a\ufffd[31mb'
    """
    return _UNPRINTABLE.sub("\ufffd", text)


def size(number: int) -> str:
    """Write a number of bytes for people.

    >>> size(999), size(23_516)
    ('999 B', '23.5 kB')
    """
    value = float(number)
    for unit in ("B", "kB", "MB", "GB"):
        if value < _KILO:
            return f"{value:.0f} B" if unit == "B" else f"{value:.1f} {unit}"
        value /= _KILO
    return f"{value:.1f} TB"


def counted(number: int, thing: str) -> str:
    """Write how many there are.

    >>> counted(1, "document"), counted(2_000, "document")
    ('1 document', '2,000 documents')
    """
    return f"{number:,} {thing}{'s' * (number != 1)}"
