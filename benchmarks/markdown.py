"""Tables as benchmarks print them, pages quote them and cards hold them."""

from collections.abc import Iterable, Iterator, Sequence


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """Yield the lines of a table in Markdown."""
    yield _line(head)
    yield f"|{' --- |' * len(head)}"
    yield from map(_line, rows)


def cell(value: object) -> str:
    """Return a value as tables show it.

    >>> cell(0.75), cell(1234), cell(None)
    ('0.750', '1,234', '-')
    """
    if value is None:
        return "-"
    if isinstance(value, float):
        return f"{value:.3f}"
    return f"{value:,}" if isinstance(value, int) else str(value).replace("|", "\\|")


def _line(cells: Iterable[object]) -> str:
    return f"| {' | '.join(map(cell, cells))} |"
