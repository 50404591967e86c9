"""What speaks for a date as that of publication: its place, what else its row says, the other dates."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from math import log1p
from typing import NamedTuple

import numpy as np

from normkit_metadata.dated_rows import DatedRows
from normkit_metadata.dates import Dated, is_day
from normkit_metadata.phrases import kind_counts, words_of
from normkit_metadata.rows import Rows
from normkit_metadata.surroundings import Matrix, Surroundings, near_features
from normkit_metadata.titles import Title

_MOST = 10  # rows with years that are looked at, those nearest to the title
_WORD = re.compile(r"[^\W\d_][\w.'’-]*|©")
_FORMS = ("year", "day", "short", "name")
_KINDS = ("updated", "published", "bylines", "weekdays", "filler", "credits", "navigation")
_STOPS = ".!?…。"
_MOST_TOLD = 3  # words of a sentence beside its date that explain nothing
_LABELS = ("updated", "published")
_GAPS = (-2, -1, 0, 1, 2, 3)
_NEAR = 6  # rows around that may be a list of dates
_BESIDE = 2  # rows between a date and that of its update
_CAPTION = 90  # characters, from which on a row is a caption or a sentence
_LABEL_WORDS = 3  # at most in a row above the date that says which it is


class Mention(NamedTuple):
    """A date in a row, and what it is said to be."""

    place: int
    dated: Dated
    label: str
    """"updated", "published", or "" when nothing says which."""

    @property
    def day(self) -> str:
        """The day, without the time."""
        return self.dated.value[: len("2021-05-03")]


def mentions(rows: Rows, dated: DatedRows, anchor: int) -> list[Mention]:
    """Return the full dates in the rows nearest to `anchor`, in text order."""
    nearest = sorted(sorted(dated.places, key=lambda place: (abs(place - anchor), place))[:_MOST])
    found = [
        Mention(place, date, _label(rows, place, date))
        for place in nearest
        for date in dated[place]
        if is_day(date.value)
    ]
    return [mention for mention in found if not _is_told(rows.texts[mention.place], mention)]


def but_updates(found: Sequence[Mention]) -> list[Mention]:
    """Return the dates that may be those of publication: no update of what has an earlier date beside it."""
    firsts = [mention for mention in found if mention.label != "updated"]
    return [
        mention
        for mention in found
        if mention.label != "updated"
        or not any(abs(first.place - mention.place) <= _BESIDE and first.day < mention.day for first in firsts)
    ]


def _is_told(text: str, mention: Mention) -> bool:
    """Whether a date stands unlabelled within a sentence, which tells of something that happened then."""
    start, end = mention.dated.span
    if text[-1] not in _STOPS or not start or mention.label:
        return False
    words = _words(text[:start]) + _words(text[end:])
    return len(words) - sum(kind_counts(words, _KINDS)) > _MOST_TOLD


def _label(rows: Rows, place: int, dated: Dated) -> str:
    """Return the kind of date by the last label before it, in its row or alone in the row above."""
    before = rows.texts[place][: dated.span[0]]
    if not before and place and len(words := rows.texts[place - 1].split(None, _LABEL_WORDS)) <= _LABEL_WORDS:
        before = " ".join(words)
    for word in reversed(_WORD.findall(before.casefold())):
        for label in _LABELS:
            if word.rstrip(".") in words_of(label):
                return label
    return ""


def date_features(rows: Rows, around: Surroundings, found: Sequence[Mention], title: Title) -> Matrix:
    """Describe each of the dates, by its row and by the other dates."""
    own = [
        [
            *_place(mention.place - title.place, mention.place - around.body, title),
            *_row(rows, mention),
            *others,
        ]
        for mention, others in zip(found, _others(found), strict=True)
    ]
    return np.concatenate([near_features(around, [mention.place for mention in found]), np.array(own)], axis=1)


def _place(gap: int, body: int, title: Title) -> list[float]:
    """Describe where a row stands, `gap` rows below the title and `body` rows below the first paragraph."""
    return [
        log1p(max(gap, 0)),
        log1p(max(-gap, 0)),
        *(gap == near for near in _GAPS),
        log1p(max(body, 0)),
        log1p(max(-body, 0)),
        title.confidence,
        title.confidence * (0 <= gap <= 3),  # noqa: PLR2004
    ]


def _row(rows: Rows, mention: Mention) -> list[float]:
    """Describe what stands in the row of a date, and in which form that is given."""
    (start, end), value, form = mention.dated
    text = rows.texts[mention.place]
    before, behind = (_words(part) for part in (text[:start], text[end:]))
    rest = before + behind
    kinds = kind_counts(rest, _KINDS)
    return [
        len(text),
        len(text) > _CAPTION,
        len(rest),
        max(0, len(rest) - sum(kinds)),
        *kinds,
        start == 0,
        end == len(text),
        log1p(start),
        len(value) > len("2021-05-03"),
        *(form == name for name in _FORMS),
        *(mention.label == name for name in _LABELS),
        any(word in words_of("bylines") for word in before[-3:]),
        bool(before) and before[-1] in words_of("on"),
        text[0].isdigit(),
        "(" in text[:start],
    ]


def _others(found: Sequence[Mention]) -> Iterator[list[float]]:
    """Describe how each date stands among all of them."""
    days = Counter(mention.day for mention in found)
    latest, earliest = max(days), min(days)
    places = [mention.place for mention in found]
    for order, mention in enumerate(found):
        yield [
            days[mention.day] - 1,
            mention.day == latest,
            mention.day == earliest,
            int(latest[:4]) - int(mention.day[:4]),
            order,
            len(found) - order - 1,
            len(found),
            len(days),
            sum(abs(mention.place - place) <= _NEAR for place in places) - 1,
            sum(mention.place == place for place in places) - 1,
        ]


def _words(text: str) -> list[str]:
    return [word.casefold().rstrip(".") for word in _WORD.findall(text)]
