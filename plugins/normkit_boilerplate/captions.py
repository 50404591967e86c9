"""Captions and credits: a scene in the present tense, with a date or a place, that nobody is quoted for."""

import re
from collections.abc import Iterator

from normkit_boilerplate.page import Page
from normkit_boilerplate.rows import Row

_AGENCY = r"(?:AP|AFP|EPA|EPA-EFE|EFE|PA|UPI|DPA|TASS|Reuters|REUTERS|Getty(?: Images)?|Shutterstock|iStock|Alamy|Bloomberg|Xinhua|Anadolu)"
_NAME = r"[^\W\d_a-z][\w.'’-]*(?: [^\W\d_a-z][\w.'’-]*){1,3}"
_CREDIT = re.compile(
    rf"\(?(?:(?:photo|foto|image|picture|photograph|illustration)s? ?(?:by|credit|courtesy(?: of)?)?:? ?(?:by|:|courtesy|credit)|(?:credit|photographer|image source|photo source):) ?\S"
    rf"|.{{0,60}}\b{_AGENCY}(?: Photo| Images| via \S+)?\)?$"
    rf"|\(?(?:©|via) ?.{{0,30}}\b{_AGENCY}\b",
    re.IGNORECASE,
)
_CREDIT_WORDS = 12
_SIGNED = re.compile(rf"{_NAME} ?/ ?\w[\w.'’& -]{{1,50}}$")
_CREDITED = re.compile(rf"\((?:[^()]{{0,60}}\b)?(?:Photo|Image|Picture|Courtesy|{_AGENCY})\b[^()]{{0,60}}\)\W*$|\bPhoto(?:graph)?(?: by|:) [^.]{{3,60}}\W*$")
_POINTED = re.compile(r"\((?:L|R|C|left|right|cent(?:er|re)|pictured|file|top|bottom|2nd [LR])\)|\b(?:is|are) (?:seen|pictured|shown)\b|\bpictured (?:here|above|below)\b|\bfile (?:photo|image|picture)\b", re.IGNORECASE)
_SCENE = re.compile(
    r"\b(?:speak|attend|inspect|walk|wave|arrive|look on|looks on|stand|gesture|deliver|pose|hold|sit|march|listen|shake|"
    r"greet|watch|gather|ride|carry|carries|celebrate|address|addresses|perform|play|react|leave|smile|applaud|embrace|"
    r"take part|takes part|meet|make|talk|work|rest|wait|visit|wear|hug|cheer|protest)s?\b[^.]{0,80}?"
    r"\b(?:during|at|after|before|ahead of|in|on|outside|next to|near|with|as|marking|inside|from)\b"
)
_DATE = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.? \d\d?,? (?:19|20)\d\d\b|\b\d\d? \w{3,9} (?:19|20)\d\d\b"
)
_TOLD = re.compile(r"[“\"”]|\b(?:said|told|says|added|according to)\b")
_CUT = re.compile(r"(?:…|\.\.\.)\W*$|\[(?:…|\.\.\.)\]")
_LONGEST = 90  # words


def captions(page: Page) -> Iterator[tuple[int, str, float]]:
    """Yield captions and credits that stand in or above the article."""
    if not page.body:
        return
    first = _first_paragraph(page)
    for place in range(page.start, page.body.stop):
        row = page.rows[place]
        if place == page.title or row.bulleted:
            continue
        above = page.title is not None and page.title < place <= first
        if is_credit(row.text) or (_SIGNED.fullmatch(row.text) and _beside_scene(page, place)):
            yield place, "photo-credit", 0.8
        elif is_caption(row.text, above=above, credited=_beside_credit(page, place)):
            yield place, "caption", 0.8


def is_credit(text: str) -> bool:
    """Whether a line names who took a picture.

    >>> is_credit("Photo by Ann Lee"), is_credit("Ann Lee/AFP"), is_credit("Photo editing for beginners")
    (True, True, False)
    """
    return len(text.split()) <= _CREDIT_WORDS and not text.endswith(".") and _CREDIT.match(text) is not None


def is_caption(text: str, *, above: bool, credited: bool) -> bool:
    """Whether a line describes a picture. `above`: it stands between title and text; `credited`: beside a credit.

    >>> is_caption("Ann Lee (L) waves to voters at a rally in Oslo on May 3, 2021.", above=False, credited=False)
    True
    >>> is_caption("Ann Lee (pictured) told voters in Oslo on May 3, 2021.", above=True, credited=False)
    False
    """
    if len(text.split()) > _LONGEST or _TOLD.search(text):
        return False
    scene = _SCENE.search(text[:200]) is not None
    sure = [_CREDITED.search(text), _POINTED.search(text), credited, above and _CUT.search(text)]
    count = sum(map(bool, sure))
    return count > 0 and count + scene + (_DATE.search(text) is not None) >= 2  # noqa: PLR2004 (one sign more)


def _first_paragraph(page: Page) -> int:
    """Return the first paragraph below the title: of the first two rows of prose, one may be a caption."""
    return next((p for p in range((page.title or 0) + 1, page.body.stop) if page.rows[p].is_prose), page.body.start)


def _beside_credit(page: Page, place: int) -> bool:
    near = [page.rows[p] for p in (place - 1, place + 1) if 0 <= p < len(page.rows)]
    return any(is_credit(row.text) or _SIGNED.fullmatch(row.text) for row in near)


def _beside_scene(page: Page, place: int) -> bool:
    return any(is_caption(page.rows[p].text, above=False, credited=True) for p in (place - 1, place + 1) if 0 <= p < len(page.rows))
