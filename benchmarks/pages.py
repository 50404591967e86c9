"""Pages that quote figures, each between two comments that name the quotation."""

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from benchmarks.quotes import accuracy, cards, faults, overview, readme, speed

ROOT = Path(__file__).parents[1]

QUOTES: Mapping[str, Callable[[], Iterator[str]]] = {
    **{f"accuracy {name}": quote for name, quote in accuracy.QUOTES.items()},
    **{f"card {name}": quote for name, quote in cards.QUOTES.items()},
    **{f"speed {name}": quote for name, quote in speed.QUOTES.items()},
    "faults": faults.quote,
    "overview": overview.quote,
    "readme": readme.quote,
}
"""By what stands in the comment, the lines of Markdown to stand below it."""

_QUOTED = re.compile(r"^(<!-- figures: (.*?) -->)\n.*?^(<!-- end of figures -->)$", re.MULTILINE | re.DOTALL)


def pages() -> list[Path]:
    """Return README and the pages of the documentation."""
    return [ROOT / "README.md", *sorted(ROOT.glob("docs/*.md"))]


def quoted(page: str) -> list[str]:
    """Return the names of what a page quotes."""
    return [name for _, name, _ in _QUOTED.findall(page)]


def renewed(page: str) -> str:
    """Return a page with the figures that are kept now."""
    return _QUOTED.sub(_renewed, page)


def _renewed(match: re.Match[str]) -> str:
    start, name, end = match.groups()
    lines = "\n".join(QUOTES[name]())
    return f"{start}\n\n{lines}\n\n{end}"
