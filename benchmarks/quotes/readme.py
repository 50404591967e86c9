"""The few figures that README has, of each stage and of all together."""

from collections.abc import Iterator
from typing import TypeAlias

from benchmarks import kept
from benchmarks.accuracy import encoding
from benchmarks.markdown import cell, table
from benchmarks.quotes import cards, speed
from benchmarks.quotes.overview import of_length

_Row: TypeAlias = tuple[str, str, str, str]


def quote() -> Iterator[str]:
    """Yield a table; what is told of a stage that learns is from its card."""
    rows = _encoding(), _language(), _metadata(), _boilerplate(), _translation(), _speed()
    yield from table(["what", "figure", "date", "measured by"], rows)


def _encoding() -> _Row:
    found = kept.read("encoding", encoding.Result)
    repaired, changed = found.figures.damaged.strict.value, found.figures.clean.strict.rest.value
    figures = f"{cell(repaired)}; {cell(changed)}"
    return (
        "damaged texts repaired; clean texts changed",
        figures,
        found.date,
        _by("accuracy encoding DATA", "encoding"),
    )


def _language() -> _Row:
    row, date = of_length("language")
    figure = cell(row.accuracy["supported"].value)
    what = f"language at {row.length} characters, langdetect's languages"
    return what, figure, date, _by("accuracy language DATA", "language")


def _metadata() -> _Row:
    card = cards.read("metadata")
    row = card.row(0, "title", "resiliparse")
    figures = f"{row['precision']}, {row['recall']}"
    return "title, precision and recall, whole pages", figures, card.date, _carded(card, "metadata")


def _boilerplate() -> _Row:
    card = cards.read("boilerplate")
    shares = sorted(row[2] for row in card.tables[0] if row[1] == "balanced")
    return "words of the article, F1", f"{shares[0]} to {shares[-1]}", card.date, _carded(card, "boilerplate")


def _translation() -> _Row:
    card = cards.read("translation")
    what = "machine translations found, 1 % of native news flagged"
    return what, card.tables[0][1][2], card.date, _carded(card, "translation")


def _speed() -> _Row:
    found = speed.read("run")
    figure = cell(found.figures["run"]["normkit run"])
    return "CPU of a whole run on web pages, ftfy alone = 1", figure, found.date, _by("speed BUNDLE", "speed")


def _by(command: str, page: str) -> str:
    return f"`python benchmarks/{command}`, [{page}](docs/{page}.md)"


def _carded(card: cards.Card, page: str) -> str:
    return f"`{card.command}`, [{page}](docs/{page}.md)"
