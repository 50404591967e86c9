"""The parts of a page: what stands before the article, the article, and what follows its end."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from normkit import Line, body_of
from normkit_boilerplate.phrases import find_phrase, folded

CLOSING = frozenset({"related", "comments", "comment-prompt", "newsletter", "copyright", "share", "cookie"})
"""Rules whose phrases end an article when enough of it stands before them."""

_READ = {"comments": 0.35}  # share of the prose that is enough: comments may be longer than the article
_READ_OTHERWISE = 0.7
_LEAST_READ = 2  # paragraphs
_SHORTEST_TITLE = 3  # words of a title that is known by its repetition alone
_MOST_COPIES = 4
_ABOVE = 3  # lines above the body among which such a title is sought
_SENTENCE = 7  # words that make a line more than a menu item


@dataclass(frozen=True)
class Page:
    """The lines of a page and where its article stands."""

    lines: Sequence[Line]
    titles: Sequence[int]
    """Where the title stands, all copies."""
    title: int | None
    """The copy that stays."""
    body: range
    """From the first to the last line of the block of prose; empty when there is no prose."""
    end: int
    """The first line after the article."""

    @property
    def start(self) -> int:
        """The first line of the article: its title or its first paragraph."""
        return self.body.start if self.title is None else min(self.title, self.body.start)

    @cached_property
    def is_wrapped(self) -> bool:
        """Whether paragraphs seem broken into many lines, so that neighbourhood says little."""
        long = sum(line.word_count for line in self.lines if line.word_count >= _SENTENCE)
        return self.prose(range(len(self.lines))) < long / 2

    def prose(self, places: range) -> int:
        """Return the words of the paragraphs at `places`."""
        return sum(self.lines[place].word_count for place in places if self.lines[place].is_prose)


def read_page(all_lines: Sequence[Line], title: str | None) -> Page:
    """Find the parts of a page; `title` is what an earlier stage took for it."""
    lines = [line for line in all_lines if not line.is_blank]
    titles = _copies(lines, title)
    body = body_of(lines, titles)
    above = [place for place in titles if place <= body.start]
    kept = above[-1] if above else titles[0] if titles else None
    return Page(lines, titles, kept, body, _end(lines, body) if body else len(lines))


def _copies(lines: Sequence[Line], title: str | None) -> list[int]:
    """Return where the title stands; without one, where a line above the prose stands that is repeated."""
    wanted = folded(title) if title else _repeated(lines)
    return [place for place, line in enumerate(lines) if folded(line.content) == wanted] if wanted else []


def _repeated(lines: Sequence[Line]) -> str:
    """Return the nearest repeated line above the body, as words."""
    body = body_of(lines)
    if not body:
        return ""
    counts = Counter(folded(line.content) for line in lines)
    for line in reversed(lines[max(0, body.start - _ABOVE) : body.start]):
        words = folded(line.content)
        is_repeated = 1 < counts[words] <= _MOST_COPIES
        if line.word_count >= _SHORTEST_TITLE and is_repeated and not find_phrase(line.content):
            return words
    return ""


def _end(lines: Sequence[Line], body: range) -> int:
    """Return the first line after the article: one that only ever follows one, with enough prose before it."""
    total = sum(lines[place].word_count for place in body if lines[place].is_prose)
    read = paragraphs = 0
    for place in range(body.start, len(lines)):
        line = lines[place]
        closing = _closing_rule(line)
        share = _READ.get(closing, _READ_OTHERWISE) if closing else 2
        if paragraphs >= _LEAST_READ and read >= total * share:
            return place
        if line.is_prose and place in body:
            read += line.word_count
            paragraphs += 1
    return _weak_end(lines, body)


def _closing_rule(line: Line) -> str | None:
    phrase = find_phrase(line.content)
    return phrase.rule if phrase and phrase.where != "outside" and phrase.rule in CLOSING else None


def _weak_end(lines: Sequence[Line], body: range) -> int:
    """Return the first of two or more lines after the prose that are known from menus and footers."""
    found = [place for place in range(body.stop, len(lines)) if find_phrase(lines[place].content)]
    return found[0] if len(found) > 1 else len(lines)  # a single one may be a heading
