"""What may be printed, and how numbers look."""

import re

from normkit.safety import UNPRINTABLE

_UNPRINTABLE = re.compile(f"[{UNPRINTABLE}]")
_KILO = 1000


def printable(text: object) -> str:
    r"""Replace what could steer a terminal: controls, escapes, directional overrides.

    >>> printable("a\x1b[31mb")
    'a\ufffd[31mb'
    """
    return _UNPRINTABLE.sub("\ufffd", str(text))


def printable_line(text: object) -> str:
    r"""Do the same to what should stay in its line, such as a name.

    >>> printable_line("a.txt\nnormkit: all is well")
    'a.txt normkit: all is well'
    """
    return printable(text).replace("\n", " ").replace("\t", " ")


def printable_json(text: str) -> str:
    r"""Escape the same in JSON, which means what it meant.

    >>> printable_json('{"name": "a\x9b31mb"}')
    '{"name": "a\\u009b31mb"}'
    """
    return _UNPRINTABLE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


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
