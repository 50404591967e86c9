"""What a repair did to a line, as small changes that are named by rule."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from ftfy.fixes import fix_c1_controls

from normkit_encoding.characters import Change, apply, character_changes
from normkit_encoding.reading import SURE, Reading

_TOKEN = re.compile(  # entities; letters of ASCII, save one with a combining mark behind it; what is no ASCII
    r"&#?[0-9A-Za-z]{1,24};|[0-9A-Za-z]++(?![\u0300-\u036f])|[0-9A-Za-z]+(?=[0-9A-Za-z][\u0300-\u036f])"
    r"|[0-9A-Za-z]?[^\x00-\x7f\s]+|.",
    re.DOTALL,
)
_ENTITY = re.compile(r"^[^&\n]*+&.*;", re.MULTILINE)  # once in a line: from each & it would take too long
_WINDOW = 16  # tokens


def differences(before: str, after: str, reading: Reading = SURE) -> Iterator[Change]:
    r"""Yield changes that turn `before` into `after`, in order. They need not be the fewest.

    What has no rule of its own has that of `reading`.

    >>> for change in differences("the cafÃ© of M&uuml;ller", "the café of Müller"):
    ...     print(change.span, change.inserted, change.rule)
    (7, 9) é mojibake
    (14, 20) ü entity
    """
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    i = j = position = 0
    while i < len(old) or j < len(new):
        skip = _resynchronize(old[i : i + _WINDOW], new[j : j + _WINDOW])
        if skip is None:
            skip = len(old) - i, len(new) - j
        removed, inserted = "".join(old[i : i + skip[0]]), "".join(new[j : j + skip[1]])
        if removed != inserted:
            yield _named(position, removed, inserted, reading)
        position += len(removed)
        i, j = i + skip[0], j + skip[1]
        while i < len(old) and j < len(new) and old[i] == new[j]:
            position += len(old[i])
            i, j = i + 1, j + 1


def _resynchronize(old: Sequence[str], new: Sequence[str]) -> tuple[int, int] | None:
    """Return how many tokens of each to pass until both go on with the same one; None at an end.

    Where neither does within the window, the whole of both is passed.
    """
    if not old or not new:
        return None
    for distance in range(len(old) + len(new) - 1):
        for i in range(max(0, distance - len(new) + 1), min(distance + 1, len(old))):
            if old[i] == new[distance - i]:
                return i, distance - i
    return len(old), len(new)


def _named(position: int, removed: str, inserted: str, reading: Reading) -> Change:
    """Make one change; an entity is replaced whole, of anything else only what differs."""
    rule = _rule(removed, inserted) or reading.rule
    start, end = (0, 0) if rule == "entity" else _common_ends(removed, inserted)
    span = position + start, position + len(removed) - end
    confidence = reading.confidence if rule == reading.rule else 1
    return Change(span, inserted[start : len(inserted) - end], rule, confidence)


def _rule(removed: str, inserted: str) -> str | None:
    if _ENTITY.search(removed):
        return "entity"
    if fix_c1_controls(removed) == inserted:
        return "c1-control"
    if unicodedata.normalize("NFC", removed) == inserted:
        return "normalization"
    changes = list(character_changes(removed))
    if changes and apply(removed, changes).strip() == inserted.strip():
        return changes[0].rule
    return None


def _common_ends(removed: str, inserted: str) -> tuple[int, int]:
    """Count the characters that both texts have in common at the start, and then at the end.

    >>> _common_ends("aXbc", "aYYc")
    (1, 1)
    """
    shorter = min(len(removed), len(inserted))
    start = 0
    while start < shorter and removed[start] == inserted[start]:
        start += 1
    end = 0
    while end < shorter - start and removed[-1 - end] == inserted[-1 - end]:
        end += 1
    return start, end
