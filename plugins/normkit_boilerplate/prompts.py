"""Lines in the article whose words say what they are, wherever the scorer sees it end."""

from collections.abc import Iterator

import numpy as np

from normkit_boilerplate.features import are_paragraphs
from normkit_boilerplate.page import Page
from normkit_boilerplate.phrases import phrases


def prompts(page: Page) -> Iterator[tuple[int, str, float]]:
    """Yield lines that no article holds anywhere, and below its last paragraph those that none holds there."""
    is_paragraph = are_paragraphs(page.table)
    body = np.flatnonzero(page.division.keeps & is_paragraph)
    last = int(body[-1]) if len(body) else page.stop
    for place in np.flatnonzero(page.division.keeps & ~is_paragraph & (page.phrases >= 0)).tolist():
        phrase = phrases()[page.phrases[place]]
        if phrase.where == "anywhere" or (phrase.where == "after" and place > last):
            yield place, phrase.rule, 0.9
