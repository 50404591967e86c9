"""Other pages made of labelled ones, so that the scorer meets more than there are."""

from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeAlias, TypeVar

from numpy.random import Generator

from training.boilerplate.pages import Page

ResultT = TypeVar("ResultT")

_TITLE_GIVEN = 0.7  # how often the scorer is told of the title that a stage has found
_KINDS = {"whole": 0.45, "thinned": 0.2, "surrounded": 0.25, "piece": 0.1}


class Variant(NamedTuple):
    """Lines with their labels, and the place of the title if it is given."""

    lines: list[str]
    labels: list[int]
    title: int | None


_Lines: TypeAlias = list[tuple[str, int, bool]]
"""Text, label, and whether it is the title."""


class _Parts(NamedTuple):
    before: _Lines
    article: _Lines
    """With the junk inside it."""
    after: _Lines


def vary(page: Page, pages: Sequence[Page], random: Generator) -> Variant:
    """Return the page itself, its article with less around it or with other surroundings, or a piece of it."""
    lines = list(zip(page.lines, page.labels, (n == page.title for n in range(len(page.lines))), strict=True))
    kind = random.choice(list(_KINDS), p=list(_KINDS.values())) if 1 in page.labels else "whole"
    if kind == "thinned":
        lines = _thinned(_parts(page), random)
    elif kind == "surrounded":
        lines = _surrounded(page, pages, random)
    elif kind == "piece":
        lines = _piece(_parts(page), random)
    titles = [place for place, (_, _, is_title) in enumerate(lines) if is_title]
    title = titles[0] if titles and random.random() < _TITLE_GIVEN else None
    return Variant([text for text, _, _ in lines], [label for _, label, _ in lines], title)


def _parts(page: Page) -> _Parts:
    kept = [place for place, label in enumerate(page.labels) if label == 1]
    start = kept[0] if page.title is None else min(kept[0], page.title)
    lines = [(*line, n == page.title) for n, line in enumerate(zip(page.lines, page.labels, strict=True))]
    return _Parts(lines[:start], lines[start : kept[-1] + 1], lines[kept[-1] + 1 :])


def _thinned(parts: _Parts, random: Generator) -> _Lines:
    """Leave much of the junk out, as in bundles that were cleaned before, and at times most of the article."""
    before, article, after = parts
    article = _one_of(
        {
            lambda: article: 0.5,
            lambda: [line for line in article if line[1] or random.random() < 0.3]: 0.25,  # noqa: PLR2004 (as often)
            lambda: article[: random.integers(1, min(20, len(article)) + 1)]: 0.25,
        },
        random,
    )
    return _nearest(before[::-1], random)[::-1] + article + _nearest(after, random)


def _nearest(junk: _Lines, random: Generator) -> _Lines:
    """Return all, none, the first few or any few lines of what stands beside an article, the nearest first."""
    return _one_of(
        {
            lambda: junk: 0.4,
            list: 0.3,
            lambda: junk[: random.integers(1, 9)]: 0.15,
            lambda: [line for line in junk if random.random() < 0.2]: 0.15,  # noqa: PLR2004 (as often)
        },
        random,
    )


def _surrounded(page: Page, pages: Sequence[Page], random: Generator) -> _Lines:
    """Put the article between what stands above that of another page and below that of a third."""
    alike = [other for other in pages if other.rendering == page.rendering and 1 in other.labels]
    above, below = (_parts(alike[random.integers(len(alike))]) for _ in range(2))
    own = _parts(page)
    before = _one_of({lambda: _untitled(above.before): 0.7, lambda: own.before: 0.3}, random)
    after = _one_of({lambda: _untitled(below.after): 0.7, lambda: own.after: 0.3}, random)
    return before + own.article + after


def _untitled(junk: _Lines) -> _Lines:
    return [(text, 0, False) for text, _, _ in junk]


def _piece(parts: _Parts, random: Generator) -> _Lines:
    """Return some paragraphs, or all from one on, and no junk."""
    article = [line for line in parts.article if line[1]]
    start = _one_of({lambda: 0: 0.5, lambda: int(random.integers(0, len(article) // 2 + 1)): 0.5}, random)
    size = _one_of({lambda: int(random.integers(2, 21)): 0.6, lambda: len(article): 0.4}, random)
    return article[start : start + size]


def _one_of(choices: dict[Callable[[], ResultT], float], random: Generator) -> ResultT:
    return list(choices)[random.choice(len(choices), p=list(choices.values()))]()
