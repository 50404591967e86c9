"""Pages as an extractor leaves them: the title, sometimes a few rows above it, the body, little below."""

from numpy.random import Generator

from benchmarks.accuracy.metadata_rows import normalized
from training.metadata.pages import Page, make_page

_ABOVE, _BELOW = 5, 8  # rows around title and body, fewer than that
_BARE = 0.5  # share of the pages that begin with the title
_SOME = 0.2  # share of the pages that are changed in one of the ways
_PLACES = ("Oakford", "OSLO (Agency)", "Port Lenz, May 3")


def cropped(page: Page, random: Generator) -> Page | None:
    """Return such a page made of a whole one, or None where the title is not known or not there.

    Some titles end in a full stop, stand again at the end, stand above a dateline, or are missing.
    """
    right = [place for place, text in enumerate(page.rows.texts) if normalized(text) in page.titles]
    if not right:
        return None
    title = min(right, key=lambda place: abs(place - page.around.body))
    above = 0 if random.random() < _BARE else int(random.integers(_ABOVE))
    stop = max(title + _ABOVE, page.around.end + 1) + int(random.integers(_BELOW))
    before = page.rows.texts[max(0, title - above) : title]
    text, behind = page.rows.texts[title], page.rows.texts[title + 1 : stop]
    stopped, recurs, has_dateline, is_missing = (random.random(4) < _SOME).tolist()
    if has_dateline and behind:
        behind = [f"{_PLACES[random.integers(len(_PLACES))]} – {behind[0]}", *behind[1:]]
    titles = [] if is_missing else [text + "." * (stopped and text[-1].isalnum())]
    lines = [*before, *titles, *behind, *titles * recurs]
    return make_page("\n".join(lines), page.site, "cropped", page.titles) if lines else None
