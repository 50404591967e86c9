"""When it was published and updated: the dateline nearest to the title."""

from collections.abc import Sequence
from typing import NamedTuple

from normkit import Span
from normkit_metadata.dates import Dated
from normkit_metadata.phrases import words_of
from normkit_metadata.rows import Row
from normkit_metadata.zone import Marked

_ABOVE = 2.0  # how much farther a dateline above the title counts than one below it


class Time(NamedTuple):
    """A date with the span of the document that says so and the row it stands in."""

    value: str
    span: Span
    place: int
    lifts: bool


class Times(NamedTuple):
    """The two dates; None: not known."""

    published: Time | None
    updated: Time | None


def find_times(rows: Sequence[Row], marked: dict[int, Marked], anchor: int) -> Times:
    """Choose among the datelines in `marked` the nearest to the row `anchor`, labels first."""
    published, updated = [], []
    for place, mark in marked.items():
        if not mark.is_mark:
            continue
        for dated in mark.dates:
            label = _label(rows, place, dated)
            time = Time(dated.value, rows[place].span(*dated.span), place, not mark.unexplained)
            distance = (place - anchor) if place >= anchor else _ABOVE * (anchor - place)
            (updated if label == "updated" else published).append((len(dated.value) < 10, label == "", distance, time.span, time))
    return Times(min(published)[-1] if published else None, min(updated)[-1] if updated else None)


def _label(rows: Sequence[Row], place: int, dated: Dated) -> str:
    """Return "updated" or "published" by the word before the date, in its row or the row above, or ""."""
    before = rows[place].text[: dated.span[0]]
    if not before.strip() and place:
        above = rows[place - 1]
        before = above.text if above.words <= 2 else ""  # noqa: PLR2004 (a label stands alone)
    words = [word.strip(".:,()|").casefold() for word in before.split()]
    for word in reversed(words):
        for label in ("updated", "published"):
            if word in words_of(label):
                return label
    return ""
