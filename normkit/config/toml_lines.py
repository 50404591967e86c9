"""On which line of a TOML text each key stands; tomllib does not tell."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from normkit.mistakes import Key

_CLOSING = ("]", "}", '"""', "'''")


def line_numbers(text: str) -> dict[Key, int]:
    r"""Return the line, counted from 1, of each table, key and list item of a valid TOML text.

    >>> line_numbers("[limits]\nbytes = 5")
    {('limits',): 1, ('limits', 'bytes'): 2}
    """
    numbers: dict[Key, int] = {}
    table: Key = ()
    for first, lines, content in _statements(text):
        is_header = lines[0].lstrip().startswith("[")
        for key, value in _keys(content):
            offset = _offset(value, lines) if isinstance(key[-1], int) else 0
            numbers.setdefault(key if is_header else table + key, first + offset)
            table = key if is_header else table
    return numbers


def _statements(text: str) -> Iterator[tuple[int, list[str], dict[str, Any]]]:
    """Yield first line, lines and content of each statement: it ends where tomllib can read it."""
    lines: list[str] = []
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), 1):
        lines.append(line)
        if len(lines) > 1 and not any(mark in line for mark in _CLOSING):
            continue  # a value of many lines would be read once for each
        try:
            content = tomllib.loads("\n".join(lines))
        except tomllib.TOMLDecodeError:
            continue
        yield number - len(lines) + 1, lines, content
        lines = []


def _keys(content: Any, outer: Key = ()) -> Iterator[tuple[Key, Any]]:  # noqa: ANN401 (any TOML)
    items: Sequence[tuple[str | int, Any]] = []
    if isinstance(content, Mapping):
        items = list(content.items())
    elif isinstance(content, list):
        items = list(enumerate(content))
    for name, value in items:
        yield (*outer, name), value
        yield from _keys(value, (*outer, name))


def _offset(item: object, lines: list[str]) -> int:
    """Return how many lines below the start of its statement an item of a list stands."""
    quoted = f'"{item}"', f"'{item}'"
    return next((offset for offset, line in enumerate(lines) if any(q in line for q in quoted)), 0)
