"""From documents to what was found in them: titles, then dates, then people of all, which is faster."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from normkit import Document, batches
from normkit_metadata.author_features import Setting
from normkit_metadata.dated_rows import DatedRows
from normkit_metadata.options import MetadataOptions
from normkit_metadata.people import Person, find_people
from normkit_metadata.rows import Rows
from normkit_metadata.surroundings import surroundings
from normkit_metadata.times import Time, find_times
from normkit_metadata.titles import Title, find_title, settled

_PIECE = 2**16  # characters that are read at once


class Reading(NamedTuple):
    """What was found in a document."""

    setting: Setting
    title: Title
    """The most likely one, however unlikely; that of `setting` is settled."""
    times: dict[str, Time]
    people: list[Person]


def read(documents: Sequence[Document], options: MetadataOptions) -> Iterator[Reading]:
    """Read some documents; what is found in one does not depend on the others."""
    for few in batches(documents, _PIECE):
        yield from _read(few, options)


def _read(few: Sequence[Document], options: MetadataOptions) -> Iterator[Reading]:
    rows = [Rows(document.text) for document in few]
    dated = [DatedRows(*each) for each in zip(rows, map(_language, few), strict=True)]
    around = surroundings(rows, dated)
    titles = [find_title(*each) for each in zip(rows, around, dated, strict=True)]
    anchors = map(settled, titles, around)
    known = [*zip(rows, around, dated, anchors, strict=True)]
    times = [find_times(*each, options.published_threshold) for each in known]
    settings = [Setting(*each, _place(found)) for each, found in zip(known, times, strict=True)]
    people = [find_people(setting, options.authors_threshold) for setting in settings]
    return map(Reading, settings, titles, times, people)


def _language(document: Document) -> str | None:
    language = document.metadata.get("language")
    return language if isinstance(language, str) else None


def _place(times: dict[str, Time]) -> int | None:
    return times["published"].mention.place if "published" in times else None
