"""Word lists in files: the lines under each `[section]`, as plugins keep them beside their code."""

from functools import cache
from importlib.resources import files


@cache
def read_sections(package: str, name: str) -> dict[str, tuple[str, ...]]:
    """Return the lines of each section of a UTF-8 file in `package`, in file order, read once.

    Empty lines and those that begin with `#` are comments. Raises FileNotFoundError.
    """
    sections: dict[str, list[str]] = {}
    for line in (files(package) / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            entries = sections.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("#"):
            entries.append(line)
    return {section: tuple(entries) for section, entries in sections.items()}
