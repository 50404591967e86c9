"""Lines in the article whose words say what they are, wherever the scorer sees it end."""

from collections.abc import Iterator

from normkit_boilerplate.page import Page
from normkit_boilerplate.phrases import phrases

_MOST_WORDS = 12


def prompts(page: Page) -> Iterator[tuple[int, str, float]]:
    """Yield lines that no article holds anywhere, and below its last paragraph those that none holds there."""
    last = page.paragraphs[-1] if page.paragraphs else page.stop
    for place in page.known:
        if not page.division.keeps[place] or page.table.words[place] > _MOST_WORDS:
            continue
        phrase = phrases()[page.phrases[place]]
        if phrase.where == "anywhere" or (phrase.where == "after" and place > last):
            yield place, phrase.rule, 0.9


def comments(page: Page) -> Iterator[tuple[int, str, float]]:
    """Yield what stands between the heading of comments and the prompt to write one, below two paragraphs.

    Where more of the article would stand there than above, the heading is a menu's.
    """
    if not page.known:
        return
    behind = page.paragraphs[1] if len(page.paragraphs) > 1 else len(page.table)
    rules = {place: phrases()[page.phrases[place]].rule for place in page.known}
    headings = [place for place, rule in rules.items() if rule == "comments" and place > behind]
    prompts_below = [place for place, rule in rules.items() if rule == "comment-prompt" and place > behind]
    if headings and prompts_below:
        first, last = headings[0], max(prompts_below)
        words = page.division.keeps * page.table.words
        if words[first:last].sum() < words[:first].sum():
            yield from ((place, "comments", 0.8) for place in range(first, last) if page.division.keeps[place])
