"""What speaks for a name as that of an author: what is before it, what it looks like, where it stands."""

import re
from collections.abc import Sequence
from math import log1p
from typing import NamedTuple

import numpy as np

from normkit_metadata.dated_rows import DatedRows
from normkit_metadata.given_names import is_given_name
from normkit_metadata.names import Name, find_names, has_byline_label, is_byline_label
from normkit_metadata.phrases import kind_counts, words_of
from normkit_metadata.rows import Rows
from normkit_metadata.surroundings import Matrix, Surroundings, near_features
from normkit_metadata.titles import Title

_ABOVE, _BELOW = 4, 8  # rows around the title in which names are sought
_SURE = 0.15  # of a title
_LONGEST, _LONGEST_SENTENCE = 100, 30  # characters of a row with names
_STOPS = ".!?…"
_SPACES = (1, 2)  # in a name with no "by" before it
_WORD = re.compile(r"[^\W\d_][\w.'’-]*|©")
_PART = re.compile(r"[\s-]+")
_GAPS = (-2, -1, 1, 2, 3, 4)
_KINDS = ("roles", "navigation", "credits", "published", "updated", "filler", "particles")
_MOST_COPIES = 8
_LABEL = 20  # characters
_FAR = 99  # rows


class Candidate(NamedTuple):
    """A name in a row."""

    place: int
    name: Name
    rest: tuple[str, ...]
    """The words of the row beside it and beside dates, in lower case."""


class Setting(NamedTuple):
    """What is known of the document before its authors are."""

    rows: Rows
    around: Surroundings
    dated: DatedRows
    title: Title
    date: int | None
    """The place of the date of publication."""


def candidates(rows: Rows, dated: DatedRows, title: Title) -> list[Candidate]:
    """Return what may be names in the rows around the title; around an unsure one, only those behind "by"."""
    is_sure = title.confidence >= _SURE
    return [
        Candidate(place, name, _rest(text, name))
        for place in range(max(0, title.place - _ABOVE), min(len(rows), title.place + _BELOW + 1))
        if place != title.place and _may_name(rows.texts[place], is_sure=is_sure)
        for text in [dated.without_dates(place)]
        for name in find_names(text)
        if (name.byline or (is_sure and name.value.count(" ") in _SPACES))
        and not _is_credit(text, name)
        and not (dated[place] and not name.byline and f"in {name.value}" in rows.text)  # "in New York"
    ]


def _may_name(text: str, *, is_sure: bool) -> bool:
    """Whether a row is short and no sentence, and there is a "by" where one is needed."""
    is_short = len(text) <= (_LONGEST_SENTENCE if text[-1] in _STOPS else _LONGEST)
    return is_short and (is_sure or has_byline_label(text))


def _is_credit(text: str, name: Name) -> bool:
    """Whether the word before the "by", or at the beginning of the row, says that someone took a picture."""
    words = _WORD.findall(text[: name.byline[0] if name.byline else name.span[0]])
    return bool(words) and words[-1].casefold().rstrip(".") in words_of("credits")


def _rest(text: str, name: Name) -> tuple[str, ...]:
    start, end = name.span
    return tuple(word.casefold().rstrip(".") for word in _WORD.findall(f"{text[:start]}|{text[end:]}"))


def author_features(setting: Setting, found: Sequence[Candidate]) -> Matrix:
    """Describe each of the candidates."""
    own = [
        [
            *_label(setting.rows, candidate),
            *_place(setting, candidate.place),
            *_shape(candidate.name.value),
            *_row(setting, candidate, sum(other.place == candidate.place for other in found)),
            *_copies(setting, candidate.name.value),
        ]
        for candidate in found
    ]
    near = near_features(setting.around, [candidate.place for candidate in found])
    return np.concatenate([near, np.array(own)], axis=1)


def _label(rows: Rows, candidate: Candidate) -> list[float]:
    """Describe the word for the author before the name."""
    place, name, _ = candidate
    label = rows.texts[place][slice(*name.byline)].casefold().strip(" :") if name.byline else ""
    return [
        name.byline is not None,
        name.byline is not None and name.byline[0] == 0,
        label == "by",
        label in ("von", "par", "por", "di"),
        " " in label and label.endswith(("by", "von", "par", "por")),
        label in ("text", "autor", "author", "autorin", "auteur"),
        is_byline_label(rows.at(place - 1)[:_LABEL]),
    ]


def _place(setting: Setting, place: int) -> list[float]:
    """Describe where a row stands, seen from title and date."""
    gap = place - setting.title.place
    date = _FAR if setting.date is None else place - setting.date
    return [
        log1p(max(gap, 0)),
        log1p(max(-gap, 0)),
        *(gap == near for near in _GAPS),
        setting.title.confidence,
        setting.title.confidence * (1 <= gap <= 3),  # noqa: PLR2004
        date == 0,
        abs(date) == 1,
        abs(date) <= 3,  # noqa: PLR2004
        setting.date is not None,
        setting.dated.gives_date(place + 1),
        setting.dated.gives_date(place - 1),
    ]


def _shape(value: str) -> list[float]:
    """Describe a name by itself."""
    words = value.split()
    folded = [word.casefold().rstrip(".") for word in words]
    given = [is_given_name(part.rstrip(".")) for part in _PART.split(value)]
    return [
        *(len(words) == count for count in (1, 2, 3)),
        len(value),
        value.isupper(),
        "." in value,
        "-" in value,
        max(map(len, words)),
        given[0],
        any(given),
        *kind_counts(folded, _KINDS),
    ]


def _row(setting: Setting, candidate: Candidate, beside: int) -> list[float]:
    """Describe what else the row and the next one say."""
    place, name, rest = candidate
    text = setting.rows.texts[place]
    below = setting.rows.at(place + 1)
    kinds = kind_counts(rest, _KINDS)
    return [
        *kinds,
        len(rest),
        max(0, len(rest) - sum(kinds)),
        bool(rest) and rest[0] in words_of("credits"),
        name.order,
        beside,
        len(text),
        name.span[0] == 0,
        name.span[1] == len(text),
        min(len(below), 600),
    ]


def _copies(setting: Setting, value: str) -> list[float]:
    """Describe where else the name stands."""
    title = setting.rows.texts[setting.title.place]
    copies = setting.rows.text.count(value)
    return [
        min(copies, _MOST_COPIES),
        copies > 1,
        value in title,
        any(word in title for word in value.split()),
    ]
