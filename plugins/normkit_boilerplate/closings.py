"""What stands below an article: who wrote it, where its words come from, and leaked markup."""

import re
from collections.abc import Collection, Iterator

import numpy as np

from normkit_boilerplate.page import Page
from normkit_boilerplate.patterns import any_of

_LAST_LINES = 6
_CODE_LINES = 3  # so many lines of markup together are meant to be read
_LEAK = re.compile(
    rf"{any_of('property')}|</?\s?{any_of('tag')}"
    r"|\b(?:name|property|itemprop|http-equiv)\s?=.{1,80}(?:\bcontent\s?=|/\s?>?$)"
)
_LEAK_MARK = re.compile("[<=:_]")  # every leak has one: few lines are searched for more
_ROLE = re.compile(any_of("role"), re.IGNORECASE)
_CAREER = re.compile(any_of("career"), re.IGNORECASE)
_PERSON = re.compile(r"\b(?:he|she|they|his|her|their)\b", re.IGNORECASE)
_QUOTED = re.compile(r"[“\"”][^“\"”]{0,3}(?:he |she )?sa(?:ys|id)\b")
_BIO_SIGNS = 3  # of: a role, an author's name, a career, a pronoun
_DISCLAIMER = [
    re.compile(any_of(f"disclaimer: {part}"), re.IGNORECASE) for part in ("whence", "how", "what")
]  # rarest first
_DISCLAIMER_WORDS = 60
_FEWEST_WORDS = 3  # of a bio or a disclaimer: each has three signs


def leaks(page: Page) -> Iterator[tuple[int, str, float]]:
    """Yield lines of markup outside the article; inside it they may be what it is about."""
    if not page.paragraphs:
        return
    may_leak = page.table.may_leak.copy()
    may_leak[page.start : page.paragraphs[-1] + 1] = False
    found = {place for place in np.flatnonzero(may_leak).tolist() if is_leak(page.line(place).text.rstrip())}
    for place in sorted(found):
        if not any({near, near + 1, near + 2} <= found for near in range(place - _CODE_LINES + 1, place + 1)):
            yield place, "markup-leak", 0.9


def closings(page: Page, authors: Collection[str]) -> Iterator[tuple[int, str, float]]:
    """Yield bios and disclaimers after which nothing but such lines and short ones follows in the article.

    And those just below it, where the scorer has seen already that they are no part of it.
    """
    kept = np.flatnonzero(page.division.keeps)[::-1].tolist()
    below = range(min(page.stop + _LAST_LINES, len(page.table)) - 1, page.stop - 1, -1)
    near = [place for place in [*below, *kept[:_LAST_LINES]] if place > page.start + 1]
    for place in (place for place in near if page.table.counts[place] >= _FEWEST_WORDS):
        text = page.line(place).content
        if is_disclaimer(text):
            yield place, "disclaimer", 0.8
        elif is_bio(text, authors):
            yield place, "author-bio", 0.7
        elif place in page.paragraphs:
            return


def is_leak(text: str) -> bool:
    """Whether a line is markup that should not show.

    >>> is_leak("article name = twitter: card /"), is_leak("Your name = what they call you")
    (True, False)
    """
    beginning = text[:300]
    return _LEAK_MARK.search(beginning) is not None and _LEAK.search(beginning) is not None


def is_disclaimer(text: str) -> bool:
    """Whether a line says where a page's words come from, or that nobody answers for them.

    >>> is_disclaimer("The views expressed are those of the author.")
    True
    """
    return len(text.split()) <= _DISCLAIMER_WORDS and all(pattern.search(text) for pattern in _DISCLAIMER)


def is_bio(text: str, authors: Collection[str]) -> bool:
    """Whether a line introduces a person: a role or an author's name first, then a career.

    >>> is_bio("Reporter at the Post. She worked for a radio in Oslo.", ())
    True
    """
    opening = " ".join(text.split(maxsplit=12)[:12])
    named = any(author in opening for author in authors)
    has_role = _ROLE.search(opening) is not None
    if not (named or has_role):
        return False
    signs = named, has_role, _PERSON.search(text), _CAREER.search(text)
    return sum(map(bool, signs)) >= _BIO_SIGNS and not _QUOTED.search(text)
