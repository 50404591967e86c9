"""From a document to the page that the stage judges."""

import numpy as np

from normkit import Document, StageSurvey, split_lines
from normkit_boilerplate.page import Page
from normkit_boilerplate.phrases import find_phrases
from normkit_boilerplate.recurrence import evidence
from normkit_boilerplate.scorer import score
from normkit_boilerplate.segments import ARTICLE, divide
from normkit_boilerplate.titles import guessed_title, title_place
from normkit_boilerplate.tokens import Places, Table, read_table
from normkit_boilerplate.wrapping import unwrapped

_LEARNED = ("en", "und", None)  # languages whose words the scorer knows, or may know

_SIGNS = 3  # different phrases that are known from sites; a text with none is likely clean already
_CLEAN = 3.0  # how far to lean towards the article then, as the logarithm of odds


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
    scores = score(table, found, title, knows_words=document.metadata.get("language") in _LEARNED)
    against = evidence(table, survey) if survey else np.zeros(len(table))
    scores[:, ARTICLE] -= against
    if not against.any():
        leaning += _CLEAN * _cleanness(table, found)
    division = divide(scores, np.sqrt(table.words + 1), leaning)
    return Page(
        lines=document.lines if text == document.text else split_lines(text),
        table=table,
        phrases=found,
        title=guessed_title(table, division.start) if title is None else title,
        division=division,
        junk=1 - np.exp(scores[:, ARTICLE]) / np.exp(scores).sum(axis=1),
    )


def _cleanness(table: Table, found: Places) -> float:
    """Return 1 for a text without phrases, 0 for one with three different ones."""
    return max(0.0, 1 - len(np.unique(table.hashes[found >= 0])) / _SIGNS)
