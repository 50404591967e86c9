"""What the cards of weights say: figures of what was not trained on, which only a training has."""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import NamedTuple, TypeAlias

from benchmarks.markdown import table
from normkit_translation.stage import TranslationOptions

_PLUGINS = Path(__file__).parents[2] / "plugins"
THRESHOLD = str(TranslationOptions().threshold)
VERDICTS = 1
"""The number of the table of verdicts in the card of `translation`."""
_KINDS = (
    *("machine translations", "machine translations, rbmt", "machine translations, smt"),
    *("machine translations, llm", "machine translations, nmt-ted"),
    *("native texts", "native texts, all news", "native texts, speech"),
    "human translations",
)

Row: TypeAlias = list[str]


class Card(NamedTuple):
    """The card of a stage's weights."""

    command: str
    date: str
    tables: list[list[Row]]
    """Each begins with its head."""

    def __str__(self) -> str:
        """Return how it came about, as a line of Markdown."""
        return f"*`{self.command}`, {self.date}.*"

    def row(self, number: int, *first: str) -> dict[str, str]:
        """Return the row of a table that begins with these cells, by the head."""
        head, *rows = self.tables[number]
        (row,) = (row for row in rows if row[: len(first)] == list(first))
        return dict(zip(head, row, strict=True))


def read(stage: str) -> Card:
    """Read the card of a stage."""
    text = (_PLUGINS / f"normkit_{stage}/weights.md").read_text(encoding="utf-8")
    made = re.search(r"^Made by `(.*?)` on ([\d-]+)", text, re.MULTILINE)
    assert made, "a card says what made it"
    tables = [[_cells(line) for line in block.splitlines()] for block in re.findall(r"(?m)(?:^\|.*\n)+", text)]
    return Card(made[1], made[2], [[head, *rows] for head, _, *rows in tables])


def _cells(line: str) -> Row:
    return [each.strip() for each in line.strip("|").split("|")]


def _table(stage: str) -> Iterator[str]:
    """Yield the first table of a card."""
    card = read(stage)
    head, *rows = card.tables[0]
    yield from table(head, rows)
    yield f"\n{card}"


def _thresholds() -> Iterator[str]:
    """Yield what several thresholds give."""
    card = read("translation")
    yield from table(card.tables[VERDICTS][0], ([*card.row(VERDICTS, kind).values()] for kind in _KINDS))
    yield f"\n{card}"


def _verdicts() -> Iterator[str]:
    """Yield what the default threshold gives."""
    card = read("translation")
    yield from table(["texts", "flagged"], ((kind, card.row(VERDICTS, kind)[THRESHOLD]) for kind in _KINDS))
    yield f"\n{card}"


QUOTES: Mapping[str, Callable[[], Iterator[str]]] = {
    "boilerplate": partial(_table, "boilerplate"),
    "metadata": partial(_table, "metadata"),
    "translation": partial(_table, "translation"),
    "translation thresholds": _thresholds,
    "translation verdicts": _verdicts,
}
