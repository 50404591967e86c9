"""What a file's name says: its number, and the id of its document."""

import re
from pathlib import PurePosixPath

_NUMBERED = re.compile(r"(\d+)_([0-9a-f]{16})\.txt")
_UNSAFE = re.compile(r"[^\w.-]+", re.ASCII)
_LONGEST = 80
SUFFIX = ".txt"


def order(name: str) -> tuple[str, float, str]:
    """Sort by folder, then the number in front, then the name.

    >>> sorted(["10_00000000000000aa.txt", "notes.txt", "9_00000000000000bb.txt"], key=order)
    ['9_00000000000000bb.txt', '10_00000000000000aa.txt', 'notes.txt']
    """
    path = PurePosixPath(name)
    match = _NUMBERED.fullmatch(path.name)
    return str(path.parent), int(match[1]) if match else float("inf"), path.name


def id_of(name: str) -> str:
    """Return the id in a name, or the name without its suffix.

    >>> id_of("a/004_70a1e79c8e5df12b.txt"), id_of("notes.txt")
    ('70a1e79c8e5df12b', 'notes')
    """
    path = PurePosixPath(name)
    match = _NUMBERED.fullmatch(path.name)
    return match[2] if match else path.stem


def name_of(number: int, identifier: str) -> str:
    """Make a file name for the document in a row.

    >>> name_of(3, "https://example.org/a")
    '000003_https_example.org_a.txt'
    """
    return f"{number:06}_{_UNSAFE.sub('_', identifier)[:_LONGEST]}{SUFFIX}"


def plain(name: str) -> str:
    """Return a name from an archive or file system without the surrogates that stand for odd bytes."""
    return name.encode(errors="surrogateescape").decode(errors="replace").removeprefix("./")
