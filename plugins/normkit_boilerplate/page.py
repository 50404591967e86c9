"""The parts of a page: what stands before the article, the article, and what follows its end."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from normkit import Line
from normkit_boilerplate.phrases import folded_words
from normkit_boilerplate.rows import Row, body_of, rows_of

CLOSING = frozenset({"related", "comments", "comment-prompt", "newsletter", "copyright", "share", "cookie"})
"""Rules whose phrases end an article when enough of it stands before them."""

_READ = {"comments": 0.35}  # share of the prose that is enough: comments may be longer than the article
_READ_OTHERWISE = 0.7
_LEAST_READ = 2  # paragraphs
_SHORTEST_TITLE = 3  # words of a title that is known by its repetition alone
_MOST_COPIES = 4
_ABOVE = 3  # rows above the body among which such a title is sought
_SENTENCE = 7  # words that make a row more than a menu item


@dataclass(frozen=True)
class Page:
    """The rows of a page and where its article stands."""

    rows: Sequence[Row]
    titles: Sequence[int]
    """Where the title stands, all copies."""
    title: int | None
    """The copy that stays."""
    body: range
    """From the first to the last row of the block of prose; empty when there is no prose."""
    end: int
    """The first row after the article."""

    @property
    def start(self) -> int:
        """The first row of the article: its title or its first paragraph."""
        return self.body.start if self.title is None else min(self.title, self.body.start)

    @cached_property
    def is_wrapped(self) -> bool:
        """Whether paragraphs seem broken into many lines, so that neighbourhood says little."""
        long = sum(row.words for row in self.rows if row.words >= _SENTENCE)
        return self.prose(range(len(self.rows))) < long / 2

    def prose(self, places: range) -> int:
        """Return the words of the paragraphs at `places`."""
        return sum(self.rows[place].words for place in places if self.rows[place].is_prose)


def read_page(lines: Sequence[Line], title: str | None) -> Page:
    """Find the parts of a page; `title` is what an earlier stage took for it."""
    rows = rows_of(lines)
    titles = _copies(rows, title)
    body = body_of(rows, titles)
    above = [place for place in titles if place <= body.start]
    kept = above[-1] if above else titles[0] if titles else None
    return Page(rows, titles, kept, body, _end(rows, body) if body else len(rows))


def _copies(rows: Sequence[Row], title: str | None) -> list[int]:
    """Return where the title stands; without one, where a line above the prose stands that is repeated."""
    wanted = " ".join(folded_words(title)) if title else _repeated(rows)
    return [place for place, row in enumerate(rows) if row.folded == wanted] if wanted else []


def _repeated(rows: Sequence[Row]) -> str:
    """Return the nearest repeated row above the body, as words."""
    body = body_of(rows, ())
    if not body:
        return ""
    counts = Counter(row.folded for row in rows)
    for row in reversed(rows[max(0, body.start - _ABOVE) : body.start]):
        if row.words >= _SHORTEST_TITLE and 1 < counts[row.folded] <= _MOST_COPIES and row.phrase is None:
            return row.folded
    return ""


def _end(rows: Sequence[Row], body: range) -> int:
    """Return the first row after the article: one that only ever follows one, with enough prose before it."""
    total = sum(rows[place].words for place in body if rows[place].is_prose)
    read = paragraphs = 0
    for place in range(body.start, len(rows)):
        row = rows[place]
        share = _READ.get(row.phrase.rule, _READ_OTHERWISE) if _closes(row) and row.phrase else 2
        if paragraphs >= _LEAST_READ and read >= total * share:
            return place
        if row.is_prose and place in body:
            read += row.words
            paragraphs += 1
    return _weak_end(rows, body)


def _closes(row: Row) -> bool:
    phrase = row.phrase
    return phrase is not None and phrase.where != "outside" and phrase.rule in CLOSING


def _weak_end(rows: Sequence[Row], body: range) -> int:
    """Return the first of two or more rows after the prose that are known from menus and footers."""
    found = [place for place in range(body.stop, len(rows)) if rows[place].phrase]
    return found[0] if len(found) > 1 else len(rows)  # a single one may be a heading
