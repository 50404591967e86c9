"""What is written below an article about its author, its source, or by a machine."""

import re
from collections.abc import Collection, Iterator

from normkit_boilerplate.page import Page

_LAST_ROWS = 6
_LEAK = re.compile(
    r"\b(?:name|property|content|itemprop|http-equiv|charset|href|class|rel)\s?=\s?[\"'\w]|\b(?:twitter|og|fb|article)\s?:\s?(?:card|title|image|site|description|url|type|app_id)\b"
    r"|</?[a-z]+[ >/]|\{\{|\}\}|\bfunction\s?\(|\bwindow\.\w|\bdocument\.\w|\bsummary_large_image\b|\[/?\w+[ _][^\]]*=[^\]]*\]",
)
_ROLE = re.compile(r"\b(?:journalist|reporter|editor|writer|correspondent|columnist|author|contributor|professor|lecturer|researcher|fellow|analyst|blogger|producer|freelancer?|consultant|founder)\b", re.IGNORECASE)
_CAREER = re.compile(
    r"\b(?:worked (?:for|as|at)|works (?:for|as|at)|wrote for|writes (?:for|about)|has written|covers|covered|reports on|joined|graduat\w+|lives in|"
    r"is based in|based in|prior to (?:that|joining)|previously|interests|specializ\w+|specialis\w+|her work|his work|follow (?:him|her|them)|is an? |is the )",
    re.IGNORECASE,
)
_PERSON = re.compile(r"\b(?:he|she|they|his|her|their|him)\b", re.IGNORECASE)
_DISCLAIMER = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\b(?:information|contents?|data|materials?|views|opinions|articles?|posts?|pages?|stor(?:y|ies)|images?|site|website)\b",
        r"\b(?:gathered|collected|compiled|provided|obtained|aggregated|expressed|sourced|intended|published|presented|portrayed|constitute|generated)\b",
        r"\b(?:internet|public (?:forums?|domain|sources)|this (?:site|website|blog|page|article)|purposes only|solely|not constitute|not (?:necessarily )?reflect|those of the authors?|no (?:liability|responsibility))\b",
    )
]
_DISCLAIMER_WORDS = 60


def leaks(page: Page) -> Iterator[tuple[int, str, float]]:
    """Yield lines of markup outside the article; inside it they may be what it is about."""
    if page.body:
        for place in (*range(page.start), *range(page.body.stop, len(page.rows))):
            if place != page.title and is_leak(page.rows[place].text):
                yield place, "markup-leak", 0.9


def closings(page: Page, authors: Collection[str]) -> Iterator[tuple[int, str, float]]:
    """Yield the bio and the disclaimer among the last rows of the article."""
    last = max((p for p in range(page.end) if page.rows[p].is_ended or p in page.body), default=-1)
    for place in range(max(page.start + 1, last - _LAST_ROWS), page.end):
        text = page.rows[place].text
        if _ends_article(page, place) and is_disclaimer(text):
            yield place, "disclaimer", 0.8
        elif _ends_article(page, place) and is_bio(text, authors):
            yield place, "author-bio", 0.7


def is_leak(text: str) -> bool:
    """Whether a line is markup or code that should not show.

    >>> is_leak("article name = twitter: card /"), is_leak("Your name: what it says")
    (True, False)
    """
    return _LEAK.search(text[:300]) is not None


def is_disclaimer(text: str) -> bool:
    """Whether a line says where a page's words come from, or that nobody answers for them.

    >>> is_disclaimer("The views expressed are those of the author.")
    True
    """
    return len(text.split()) <= _DISCLAIMER_WORDS and all(pattern.search(text) for pattern in _DISCLAIMER)


def is_bio(text: str, authors: Collection[str]) -> bool:
    """Whether a line introduces the author: an author's name or a role first, then a career.

    >>> is_bio("Reporter at the Post. She worked for a radio in Oslo and writes about fish.", ())
    True
    """
    opening = " ".join(text.split()[:12])
    named = any(author in opening for author in authors)
    signs = bool(_ROLE.search(opening)) + named + bool(_CAREER.search(text)) + bool(_PERSON.search(text[:200]))
    return signs >= 3 and bool(_ROLE.search(text)) and not re.search(r"[“\"”] ?,?(?:he|she)? ?sa(?:ys|id)", text)


def _ends_article(page: Page, place: int) -> bool:
    """Whether only short rows, bios and disclaimers follow in the article."""
    return all(not page.rows[p].is_prose or is_bio(page.rows[p].text, ()) or is_disclaimer(page.rows[p].text) for p in range(place + 1, page.end))
