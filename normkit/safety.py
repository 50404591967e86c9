"""Names that come from strangers, made fit for this machine."""

import re
from pathlib import Path

_ILLEGAL = re.compile(r'[\x00-\x1f\x7f<>:"|?*\ud800-\udfff]')
_LONGEST = 60  # code points of one part of a path: at most 240 bytes


def safe_path(name: str) -> str:
    r"""Return `name` as a relative path with `/` that cannot lead out of a folder, on any system.

    >>> safe_path("../../etc/passwd"), safe_path("C:\\a\\b.txt"), safe_path("..")
    ('etc/passwd', 'C_/a/b.txt', 'unnamed')
    """
    parts = [_ILLEGAL.sub("_", part).strip(" .")[-_LONGEST:] for part in re.split(r"[/\\]", name)]
    return "/".join(filter(None, parts)) or "unnamed"


def free_path(path: Path) -> Path:
    """Return `path`, or if something is there the first of `name~2.txt`, `name~3.txt`, … that is free."""
    free, number = path, 1
    while free.exists():
        number += 1
        free = path.with_name(f"{path.stem}~{number}{path.suffix}")
    return free
