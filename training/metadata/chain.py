"""The networks one after the other: what one says of a page is what the next one is told.

What a network is told of a page in training comes from networks that were trained on other sites: on the
half of the data that the page is not in.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.accuracy.metadata_rows import normalized
from normkit_metadata.author_features import Candidate, Setting, author_features, candidates
from normkit_metadata.date_features import Mention, but_updates, date_features, mentions
from normkit_metadata.network import Network, shares
from normkit_metadata.options import MetadataOptions
from normkit_metadata.people import Person, choose_authors, odds_to_probability
from normkit_metadata.times import Time, choose_date
from normkit_metadata.title_features import title_features
from normkit_metadata.titles import Title, choose_title, likely_titles, settled, title_rows
from training.metadata.network import Group, Shape, fit
from training.metadata.pages import Page
from training.metadata.variants import cropped

_SURE_DATE = MetadataOptions().published_threshold
_WHOLE = ("resiliparse", "inscriptis")  # variants that are whole pages
_ALONE = 0.3  # weight of a page without its date

SHAPES = {
    "row": Shape(hidden=8, members=1, epochs=8, batch=32, decay=0.01),
    "title": Shape(hidden=8, members=6, epochs=10, batch=32, decay=2.0),
    "date": Shape(hidden=12, members=3, epochs=10, batch=32, decay=1.0),
    "author": Shape(hidden=8, members=3, epochs=20, batch=64, decay=2.0),
}


@dataclass
class Reading:
    """A page, and what the networks so far say of it."""

    page: Page
    places: Sequence[int] = ()
    scores: Sequence[float] = ()
    title: Title | None = None
    time: Time | None = None
    authors: Sequence[Person] = ()

    @property
    def anchor(self) -> Title:
        """The title as the search for dates and authors sees it."""
        assert self.title
        return settled(self.title, self.page.around)


def row_groups(reading: Reading) -> list[Group]:
    """Return all rows, if the title is known."""
    page = reading.page
    places = title_rows(page.rows, page.around)
    if not page.titles or not places:
        return []
    return [Group(page.around.features[places], _right_rows(page, places))]


def read_rows(reading: Reading, network: Network) -> None:
    """Choose the rows that are worth reading."""
    reading.places, reading.scores = likely_titles(reading.page.rows, reading.page.around, network)


def title_groups(reading: Reading) -> list[Group]:
    """Return the rows that are worth reading, if the title is known."""
    page = reading.page
    if not page.titles or not reading.places:
        return []
    return [Group(_title_features(reading), _right_rows(page, reading.places))]


def read_title(reading: Reading, network: Network) -> None:
    """Choose the title."""
    reading.title = Title(reading.page.around.body, 0.0)
    if reading.places:
        probabilities = shares(network.score(_title_features(reading)))
        reading.title = choose_title(reading.page.rows, list(reading.places), probabilities)


def date_groups(reading: Reading) -> list[Group]:
    """Return the dates, if the right one is known, and, with less weight, the wrong ones alone."""
    page = reading.page
    found = _mentions(reading)
    if not found or not (page.published or "date_published" in page.without):
        return []
    right = np.array([mention.day == page.published for mention in found])
    groups = [Group(_date_features(reading, found), right)]
    others = [mention for mention in found if mention.day != page.published]
    if others and right.any():
        groups.append(Group(_date_features(reading, others), np.zeros(len(others), bool), _ALONE))
    return groups


def read_date(reading: Reading, network: Network) -> None:
    """Choose the date of publication."""
    if found := _mentions(reading):
        reading.time = choose_date(found, shares(network.score(_date_features(reading, found))))


def author_groups(reading: Reading) -> list[Group]:
    """Return each candidate by itself, if the authors are known."""
    page = reading.page
    found = _candidates(reading)
    if not found or not (page.authors or "author" in page.without):
        return []
    features = author_features(_setting(reading), found)
    right = np.array([normalized(candidate.name.value) in page.authors for candidate in found])
    return [Group(features[[place]], right[[place]]) for place in range(len(found))]


def read_authors(reading: Reading, network: Network) -> None:
    """Choose the authors, however unlikely."""
    if found := _candidates(reading):
        probabilities = odds_to_probability(network.score(author_features(_setting(reading), found)))
        reading.authors = choose_authors(found, probabilities, 0.0)


LEVELS: dict[str, tuple[Callable[[Reading], list[Group]], Callable[[Reading, Network], None]]] = {
    "row": (row_groups, read_rows),
    "title": (title_groups, read_title),
    "date": (date_groups, read_date),
    "author": (author_groups, read_authors),
}


def fit_chain(pages: Sequence[Page], seed: int) -> dict[str, Network]:
    """Train all networks, that of titles also on what extractors leave of the pages."""
    random = np.random.default_rng(seed)
    crops = [cropped(page, random) for page in pages if page.variant.endswith(_WHOLE)]
    readings = [Reading(page) for page in (*pages, *crops) if page]
    networks = {}
    for name, (groups_of, read) in LEVELS.items():
        groups = [groups_of(reading) for reading in readings]
        parts: list[list[Group]] = [[], []]
        for reading, found in zip(readings, groups, strict=True):
            parts[reading.page.half] += found
        halves = [fit(part, SHAPES[name], seed) for part in parts]
        for reading in readings:
            read(reading, halves[1 - reading.page.half])
        networks[name] = fit([group for found in groups for group in found], SHAPES[name], seed)
    return networks


def read_page(page: Page, networks: dict[str, Network]) -> Reading:
    """Have a page read by trained networks."""
    reading = Reading(page)
    for name, (_, read) in LEVELS.items():
        read(reading, networks[name])
    return reading


def _right_rows(page: Page, places: Sequence[int]) -> np.ndarray:
    return np.array([normalized(page.rows.texts[place]) in page.titles for place in places])


def _title_features(reading: Reading) -> np.ndarray:
    page = reading.page
    return title_features(page.rows, page.around, page.dated, list(reading.places), list(reading.scores))


def _mentions(reading: Reading) -> list[Mention]:
    return but_updates(mentions(reading.page.rows, reading.page.dated, reading.anchor.place))


def _date_features(reading: Reading, found: Sequence[Mention]) -> np.ndarray:
    return date_features(reading.page.rows, reading.page.around, found, reading.anchor)


def _candidates(reading: Reading) -> list[Candidate]:
    return candidates(reading.page.rows, reading.page.dated, reading.anchor)


def _setting(reading: Reading) -> Setting:
    page, time = reading.page, reading.time
    date = time.mention.place if time and time.confidence >= _SURE_DATE else None
    return Setting(page.rows, page.around, page.dated, reading.anchor, date)
