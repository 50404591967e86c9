"""Whether a row says nothing beside its dates, names and the labels of these, so that it can go."""

import re
from collections.abc import Collection

from normkit import Span
from normkit_metadata.phrases import words_of

_WORD = re.compile(r"[^\W\d_][\w.'’-]*")
_EXPLAINED = ("published", "updated", "filler", "weekdays", "bylines")
_MOST_AGENCY_WORDS = 2  # beside "by", names and roles
_LONGEST = 200  # characters


def says_nothing_else(text: str, spans: Collection[Span], *, names_author: bool) -> bool:
    """Whether labels are all that a row holds beside `spans`; behind an author, his role and agency may stand.

    >>> says_nothing_else("Published: 3 May 2021 10:14 Uhr", [(11, 27)], names_author=False)
    True
    >>> says_nothing_else("3 May 2021 | 12 comments from readers", [(0, 10)], names_author=False)
    False
    """
    if len(text) > _LONGEST:
        return False
    for start, end in spans:
        text = f"{text[:start]}{'|' * (end - start)}{text[end:]}"
    rest = {word.casefold().rstrip(".") for word in _WORD.findall(text)}
    rest -= frozenset[str]().union(*map(words_of, _EXPLAINED))
    return len(rest - words_of("roles")) <= _MOST_AGENCY_WORDS if names_author else not rest
