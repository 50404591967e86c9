"""When it was published and updated."""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from normkit_metadata.date_features import Mention, but_updates, date_features, mentions
from normkit_metadata.dated_rows import DatedRows
from normkit_metadata.network import network, shares
from normkit_metadata.rows import Rows
from normkit_metadata.surroundings import Surroundings
from normkit_metadata.titles import Title

_NEAR = 3  # rows between the date of publication, or the title, and that of an update
_SURE = 0.9  # of a date that says of itself that it is one of an update


class Time(NamedTuple):
    """A date, where the document gives it, and how likely it is the right one."""

    mention: Mention
    confidence: float


def find_times(
    rows: Rows, around: Surroundings, dated: DatedRows, title: Title, threshold: float
) -> dict[str, Time]:
    """Return the most likely dates by metadata name, that of publication if it is as likely as `threshold`."""
    found = mentions(rows, dated, title.place)
    if not found:
        return {}
    firsts = but_updates(found)
    features = date_features(rows, around, firsts, title)
    published = choose_date(firsts, shares(network("date").score(features)))
    updated = _updated(found, {title.place, published.mention.place})
    likely = {"published": published} if published.confidence >= threshold else {}
    return likely | ({"updated": updated} if updated else {})


def choose_date(found: Sequence[Mention], probabilities: NDArray[np.float64]) -> Time:
    """Add up the mentions of each day, and return of the likeliest day the mention that says most."""
    days: dict[str, list[tuple[bool, float, int]]] = defaultdict(list)
    for order, (mention, probability) in enumerate(zip(found, probabilities.tolist(), strict=True)):
        days[mention.day].append((mention.label != "updated", probability, -order))
    best = max(days.values(), key=lambda items: sum(probability for _, probability, _ in items))
    return Time(found[-max(best)[2]], sum(probability for _, probability, _ in best))


def _updated(found: Sequence[Mention], places: set[int]) -> Time | None:
    """Return the first date that is said to be one of an update and stands near one of `places`."""
    near = [m for m in found if m.label == "updated" and min(abs(m.place - place) for place in places) <= _NEAR]
    return Time(near[0], _SURE) if near else None
