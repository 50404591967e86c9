"""Bars as SVG, without a plotting library."""

from collections.abc import Iterator, Mapping
from html import escape
from math import log10

_LABEL, _BAR, _LINE = 250, 380, 18


def bars(title: str, values: Mapping[str, float], unit: str) -> str:
    """Return an SVG of one bar for each value, on a logarithmic scale that begins below the least."""
    height = (len(values) + 2) * _LINE
    lines = "\n".join(_lines(title, values, unit))
    size = f'width="{_LABEL + _BAR + 90}" height="{height}" font-family="sans-serif" font-size="12"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>\n{lines}\n</svg>\n'


def _lines(title: str, values: Mapping[str, float], unit: str) -> Iterator[str]:
    yield f'<text x="4" y="{_LINE - 4}" font-weight="bold">{escape(title)}</text>'
    logs = {name: log10(value) for name, value in values.items() if value > 0}
    least = min(logs.values(), default=0) - 0.3
    most = max(logs.values(), default=0)
    for row, (name, value) in enumerate(values.items(), 1):
        top = row * _LINE
        length = _BAR * (logs[name] - least) / (most - least) if name in logs else 0
        yield f'<text x="{_LABEL - 6}" y="{top + 13}" text-anchor="end">{escape(name)}</text>'
        yield f'<rect x="{_LABEL}" y="{top + 3}" width="{length:.1f}" height="{_LINE - 5}" fill="#4a7ba6"/>'
        yield f'<text x="{_LABEL + length + 5:.1f}" y="{top + 13}">{value:.3g}{escape(unit)}</text>'
