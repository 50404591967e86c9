"""The parts of a page: head, article, tail."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from normkit import Line
from normkit_boilerplate.phrases import folded_words
from normkit_boilerplate.rows import Row, body_of, rows_of

_ENDS = frozenset({"related", "comments", "comment-prompt", "newsletter", "copyright", "share", "cookie"})
_READ = {"comments": 0.35, "comment-prompt": 0.35}  # share of the prose that must stand before such a line
_READ_OTHERWISE = 0.7
_LEAST_READ = 2  # paragraphs
_SHORTEST_TITLE = 3  # words of a title that is recognised by its repetition
_MOST_COPIES = 4


@dataclass(frozen=True)
class Page:
    """The rows of a page and where its article stands."""

    rows: Sequence[Row]
    titles: Sequence[int]
    """Where the title stands, all copies."""
    title: int | None
    """The copy that stays."""
    body: range
    """From the first to the last row of the block of prose."""
    end: int
    """The first row after the article."""

    @property
    def start(self) -> int:
        """The first row of the article: its title or its first paragraph."""
        return self.body.start if self.title is None else min(self.title, self.body.start)


def read_page(lines: Sequence[Line], title: str | None) -> Page:
    """Find the parts of a page; `title` is what an earlier stage took for it."""
    rows = rows_of(lines)
    titles = _copies(rows, title)
    body = body_of(rows, titles)
    above = [place for place in titles if place <= body.start]
    kept = above[-1] if above else titles[0] if titles else None
    return Page(rows, titles, kept, body, _end(rows, body))


def _copies(rows: Sequence[Row], title: str | None) -> list[int]:
    """Return where the title stands; without one, where a line above the prose stands that is repeated."""
    wanted = " ".join(folded_words(title)) if title else _repeated(rows)
    return [place for place, row in enumerate(rows) if row.folded == wanted] if wanted else []


def _repeated(rows: Sequence[Row]) -> str:
    body = body_of(rows, ())
    counts = Counter(row.folded for row in rows)
    for row in reversed(rows[max(0, body.start - 3) : body.start + 1] if body else []):
        if row.words >= _SHORTEST_TITLE and 2 <= counts[row.folded] <= _MOST_COPIES and row.phrase is None:  # noqa: PLR2004 (twice)
            return row.folded
    return ""


def _end(rows: Sequence[Row], body: range) -> int:
    """Return the first row after the article: a line that only ever follows one, with enough prose before it."""
    prose = sum(rows[place].words for place in body if rows[place].is_prose)
    read = paragraphs = 0
    for place in range(body.start, len(rows)):
        row = rows[place]
        phrase = row.phrase
        if phrase and phrase.where != "outside" and phrase.rule in _ENDS and paragraphs >= _LEAST_READ and read >= prose * _READ.get(phrase.rule, _READ_OTHERWISE):
            return place
        if row.is_prose and place in body:
            read += row.words
            paragraphs += 1
    return _weak_end(rows, body)


def _weak_end(rows: Sequence[Row], body: range) -> int:
    """Return the first of at least two lines after the prose that are known from menus and footers."""
    found = [place for place in range(body.stop, len(rows)) if rows[place].phrase]
    return found[0] if len(found) >= 2 else len(rows)  # noqa: PLR2004 (one may be a heading)
