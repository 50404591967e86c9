"""The place that a report comes from, at the beginning of its first paragraph: "OSLO, May 3 (Agency) – ..."."""

import re
from typing import NamedTuple

from normkit import Span

_DATELINE = (
    re.compile(  # what is possessive gives nothing back, or a row of apostrophes would be tried in all ways
        r"(?P<place>[^\W\d_][^\W\d_.'’-]*+(?:[ '’-][^\W\d_][\w.'’]*+){0,3})"
        r"(?P<more>(?:,\s[\w. ]{2,24}){0,2}(?:\s?\([\w /.]{2,24}\))?),?\s?(?:[–—-]|--)\s(?=[\"“„«'‘]?[^\W\d_])"
    )
)
_MOST_PLAIN = 2  # words that a place may have, when neither capitals nor an agency say that it is one


class Dateline(NamedTuple):
    """A place, where it stands in the paragraph, and how sure that is."""

    value: str
    span: Span
    confidence: float


def find_dateline(text: str) -> Dateline | None:
    """Return the place at the beginning of a paragraph.

    >>> find_dateline("OSLO, May 3 (Agency) – The council voted.").value
    'OSLO'
    >>> find_dateline("The old mill – it burned down – will be rebuilt.")
    """
    match = _DATELINE.match(text)
    if not match or not all(word[0].isupper() for word in match["place"].split()):
        return None
    is_plain = not match["more"] and not match["place"].isupper()
    opens = text[match.end() :].lstrip("\"“„«'‘")[:1]
    if is_plain and (len(match["place"].split()) > _MOST_PLAIN or opens.islower()):
        return None
    return Dateline(match["place"], match.span("place"), 0.7 if is_plain else 0.9)
