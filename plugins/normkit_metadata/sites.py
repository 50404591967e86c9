"""The name of the site: behind the title, or behind the sign of copyright at the end."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from normkit import Span
from normkit_metadata.rows import Rows

_GLUED = re.compile(r"\s[|–—-]\s")
_FEWEST_WORDS = 3  # of a title, when a site's name stands behind it
_MOST_WORDS, _LONGEST = 4, 40  # words and characters of a site's name
_COPYRIGHT = re.compile(
    r"(?:©|\bcopyright\b|\(c\))(?:[\s,©–-]|\(c\)|copyright|by|(?:19|20)\d\d){0,60}"
    r"([^\W\d_][^|,.;:©()\n–—-]{1,40}?)"
    r"(?=\s*(?:[|,.;©()–—-]|(?:19|20)\d\d|all rights|alle rechte|$))",
    re.IGNORECASE,
)
_LAST_ROWS, _LAST_CHARACTERS = 40, 200


class Site(NamedTuple):
    """A name of a site, and where it stands."""

    value: str
    place: int
    span: Span
    confidence: float


def cut_title(rows: Rows, place: int) -> tuple[int, Site | None]:
    """Return where the title ends in its row, and what is glued to it if that is the site's name.

    It is, if it stands alone elsewhere or the title without it does.
    """
    text = rows.texts[place]
    cuts = list(_GLUED.finditer(text))
    if cuts:
        end, start = cuts[-1].span()
        title, name = text[:end], text[start:]
        fits = len(title.split()) >= _FEWEST_WORDS and _may_be_site(name)
        if fits and (title in rows.texts or name in rows.texts):
            return end, Site(name, place, (start, len(text)), 0.8)
    return len(text), None


def find_site(rows: Rows) -> Site | None:
    """Return the site that claims the copyright at the end of the text, if a row bears its name."""
    return next((site for site in _owners(rows) if site.value in rows.texts), None)


def _owners(rows: Rows) -> Iterator[Site]:
    for place in range(len(rows) - 1, max(-1, len(rows) - 1 - _LAST_ROWS), -1):
        text = rows.texts[place][:_LAST_CHARACTERS]
        match = _COPYRIGHT.search(text) if _has_sign(text.casefold()) else None
        if match and _may_be_site(match[1]):
            yield Site(match[1], place, match.span(1), 0.7)


def _has_sign(folded: str) -> bool:
    """Whether the pattern is worth a try; fast."""
    return "©" in folded or "copyright" in folded or "(c)" in folded


def _may_be_site(name: str) -> bool:
    return 0 < len(name.split()) <= _MOST_WORDS and len(name) <= _LONGEST
