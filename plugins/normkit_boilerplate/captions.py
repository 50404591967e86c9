"""Captions and credits: a scene in the present tense, with a date or a place, for which nobody is quoted."""

import re
from collections.abc import Iterator

import numpy as np

from normkit import Line
from normkit_boilerplate.page import Page
from normkit_boilerplate.patterns import any_of

_NAME = r"[^\W\d_a-z][\w.'’-]*(?: [^\W\d_a-z][\w.'’-]*){1,3}"
_CREDIT = re.compile(
    r"\(?(?:photo|foto|image|picture|photograph|illustration)s?(?:"
    r" (?:by|credit|source|courtesy(?: of)?):? |(?: by| credit| source)?: ?)\S"
    r"|\(?(?:credit|photographer|courtesy of): ?\S",
    re.IGNORECASE,
)
_AGENCY_LAST = re.compile(
    rf".{{0,60}}(?:^|[/(©|]|\bvia) ?{any_of('agency')}(?: Photo| Images?)?\)?$|.{{0,60}}\bGetty Images\)?$"
)
_SIGNED = re.compile(rf"{_NAME} ?/ ?\w[\w.'’& -]{{1,50}}$")
# What begins with a bracket stands by itself: `re` looks for a fixed first character much faster.
_CREDITED_IN_BRACKETS = re.compile(
    rf"\((?:[^()]{{0,60}}\b)?(?:Photo\b|Image\b|Picture\b|Courtesy\b|{any_of('agency')})[^()]{{0,60}}\)\W{{0,3}}$"
)
_CREDITED = re.compile(r"\bPhoto(?:graph)?(?: by|:) [^.]{3,60}\W{0,3}$")
_POINTED_IN_BRACKETS = re.compile(
    r"\((?:L|R|C|left|right|cent(?:er|re)|pictured|file|top|bottom|2nd [LR])\)", re.IGNORECASE
)
_POINTED = re.compile(any_of("pictured"), re.IGNORECASE)
_POINTING = ("pictured", "seen", "shown", "file ")  # without one `_POINTED` finds nothing, and takes longer
_SCENE = re.compile(rf"{any_of('scene')}[^.]{{0,80}}?{any_of('setting')}")
_DATE = re.compile(rf"{any_of('month')} \d\d?,? (?:19|20)\d\d\b|\b\d\d? {any_of('month')} (?:19|20)\d\d\b")
_TOLD = re.compile(rf"[“\"”]|{any_of('told')}")
_CUT = re.compile(r"(?:…|\.\.\.)\W{0,3}$")
_LONGEST = 60, 700  # words, characters
_CREDIT_WORDS = 12


def captions(page: Page) -> Iterator[tuple[int, str, float]]:
    """Yield captions and credits that stand in the article, whether or not the scorer keeps them."""
    may_be = page.table.words <= _LONGEST[0]
    may_be[: page.start] = may_be[page.stop :] = False
    signs = page.table.may_caption & may_be
    if not signs.any():
        return
    top = _top(page)
    brief = np.flatnonzero(signs & (page.table.words <= _CREDIT_WORDS)).tolist()
    credited = {place for place in brief if _may_be_credit(page.line(place))}
    beside = {near for place in credited for near in (place - 1, place + 1)}
    beside.intersection_update(np.flatnonzero(may_be).tolist())
    for place in sorted({*np.flatnonzero(signs).tolist(), *beside}):
        line = page.line(place)
        if place == page.title or line.is_bulleted:
            continue
        if place in credited and (is_credit(line.content) or _beside_scene(page, place)):
            yield place, "photo-credit", 0.8
        elif is_caption(line.content, on_top=place in top, credited=place in beside):
            yield place, "caption", 0.8


def is_credit(text: str) -> bool:
    """Whether a line names who took a picture.

    >>> is_credit("Photo by Ann Lee"), is_credit("Ann Lee/AFP"), is_credit("Photo editing for beginners")
    (True, True, False)
    """
    if len(text.split()) > _CREDIT_WORDS or text.endswith("."):
        return False
    return _CREDIT.match(text) is not None or _AGENCY_LAST.match(text) is not None


def is_caption(text: str, *, on_top: bool, credited: bool) -> bool:
    """Whether a line describes a picture: by one sure sign and one more, and no attribution.

    `on_top`: it stands between the title and more text; `credited`: it stands beside a credit.

    >>> is_caption("Ann Lee (L) waves to voters in Oslo on May 3, 2021.", on_top=False, credited=False)
    True
    >>> is_caption("Ann Lee (pictured) told voters in Oslo on May 3, 2021.", on_top=True, credited=False)
    False
    """
    if len(text) > _LONGEST[1]:
        return False
    sure = [
        credited,
        ("(" in text and _CREDITED_IN_BRACKETS.search(text)) or ("Photo" in text and _CREDITED.search(text)),
        ("(" in text and _POINTED_IN_BRACKETS.search(text)) or _is_pointed(text),
        on_top and _CUT.search(text),
    ]
    if not any(sure) or _TOLD.search(text):
        return False
    return sum(map(bool, [*sure, _SCENE.search(text[:200]), _DATE.search(text)])) > 1


def _is_pointed(text: str) -> bool:
    folded = text.lower()
    return any(word in folded for word in _POINTING) and _POINTED.search(text) is not None


def _top(page: Page) -> range:
    """Return the lines below the title up to the first paragraph, if a second one follows."""
    if page.title is None:
        return range(0)
    below = np.flatnonzero(page.table.are_paragraphs[page.title + 1 : page.stop])
    return range(page.title + 1, page.title + 2 + int(below[0])) if len(below) > 1 else range(0)


def _may_be_credit(line: Line) -> bool:
    return is_credit(line.content) or ("/" in line.content and _SIGNED.fullmatch(line.content) is not None)


def _beside_scene(page: Page, place: int) -> bool:
    near = [page.line(p).content for p in (place - 1, place + 1) if 0 <= p < len(page.table)]
    return any(is_caption(text, on_top=False, credited=True) for text in near)
