"""From a document to the page that the stage judges."""

import numpy as np

from normkit import Document, StageSurvey
from normkit_boilerplate.page import Page
from normkit_boilerplate.phrases import find_phrases
from normkit_boilerplate.recurrence import evidence
from normkit_boilerplate.scorer import score
from normkit_boilerplate.segments import ARTICLE, divide, undivided
from normkit_boilerplate.table import Places, Table, read_table
from normkit_boilerplate.titles import guessed_title, title_place
from normkit_boilerplate.wrapping import unwrapped

_LEARNED = ("en", "und", None)  # languages whose words the scorer knows, or may know

_SIGNS = 3  # different phrases that are known from sites; a text with fewer may be clean, one with none is
_CLEAN = 3.0  # how far to lean towards the article then, as the logarithm of odds
_FOREIGN = 0.3  # the same for a language whose words the scorer does not know
_CERTAIN = 3.0  # evidence against a line of a site, as the logarithm of odds


def read_page(document: Document, leaning: float, survey: StageSurvey | None) -> Page | None:
    """Read, score and divide the lines of a document; None if it has no line that is not blank.

    `leaning` is towards the article, as the logarithm of odds.
    """
    text = unwrapped(document.text)
    table = read_table(text)
    if not len(table):
        return None
    found = find_phrases(table)
    title = title_place(document, table)
    against = evidence(table, survey) if survey else np.zeros(len(table))
    cleanness = 0.0 if against.max() >= _CERTAIN else _cleanness(table, found)
    if cleanness == 1:
        division, junk = undivided(len(table)), np.zeros(len(table))
    else:
        knows_words = document.metadata.get("language") in _LEARNED
        scores = score(table, found, title, knows_words=knows_words)
        scores[:, ARTICLE] -= against
        leaning += _CLEAN * cleanness + (0 if knows_words else _FOREIGN)
        division = divide(scores, np.sqrt(table.words + 1), leaning)
        junk = 1 - np.exp(scores[:, ARTICLE]) / np.exp(scores).sum(axis=1)
    return Page(
        document=document if text == document.text else Document(text),
        table=table,
        phrases=found,
        title=guessed_title(table, division.start) if title is None else title,
        division=division,
        junk=junk,
    )


def _cleanness(table: Table, found: Places) -> float:
    """Return 1 for a text without phrases, 0 for one with three different ones."""
    known = np.flatnonzero(found >= 0)
    return max(0.0, 1 - len(set(table.hashes[known].tolist())) / _SIGNS) if len(known) else 1.0
