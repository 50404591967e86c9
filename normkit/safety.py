"""Names and texts that come from strangers, made fit for this machine and its terminal."""

import re
from collections.abc import Callable
from pathlib import Path

UNPRINTABLE = "\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff"
"""What could steer a terminal, for use in a pattern: controls and directional marks, but tab and newline."""

_ILLEGAL = re.compile(rf'[{UNPRINTABLE}\t\n<>:"|?*]')
_DEVICE = re.compile(
    r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³]) *(\.|$)", re.IGNORECASE
)  # on Windows
_LONGEST = 60  # code points of one part of a path: at most 240 bytes
_LONGEST_PATH = 1000  # bytes


def safe_path(name: str) -> str:
    r"""Return `name` as a relative path with `/` that cannot lead out of a folder, on any system.

    Of a long one the end is kept.

    >>> safe_path("../../etc/passwd"), safe_path("C:\\a\\b.txt"), safe_path(".."), safe_path("con.txt")
    ('etc/passwd', 'C_/a/b.txt', 'unnamed', '_con.txt')
    """
    parts: list[str] = []
    length = 0
    for part in map(_safe_part, reversed(re.split(r"[/\\]", name[-_LONGEST_PATH:]))):
        length += len(part.encode()) + 1
        if part and length <= _LONGEST_PATH:
            parts.append(part)
    return "/".join(reversed(parts)) or "unnamed"


def _safe_part(part: str) -> str:
    part = _ILLEGAL.sub("_", part).strip(" .")[-_LONGEST:]
    return f"_{part}" if _DEVICE.match(part) else part  # on Windows such names are devices, in any folder


def free_path(path: Path) -> Path:
    """Return `path`, or if something is there the first of `name~2.txt`, `name~3.txt`, … that is free.

    The same is done to its folders where a file stands in their place.
    """
    return _number(_free_folder(path.parent) / path.name, Path.exists)


def _free_folder(path: Path) -> Path:
    if path.is_dir():
        return path
    return _number(_free_folder(path.parent) / path.name, Path.is_file)


def _number(path: Path, taken: Callable[[Path], bool]) -> Path:
    """Put the lowest number in a name that frees it, if those taken have no gap; found in few steps."""
    if not taken(path):
        return path
    low, high = 1, 2
    while taken(_numbered(path, high)):
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if taken(_numbered(path, middle)) else (low, middle)
    return _numbered(path, high)


def _numbered(path: Path, number: int) -> Path:
    return path.with_name(f"{path.stem}~{number}{path.suffix}")
