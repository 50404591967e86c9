"""What becomes of a text: how it is read again as a whole, then line by line what is broken in each."""

import re
from collections.abc import Iterator, Sequence
from unicodedata import is_normalized

from normkit import Span
from normkit_encoding.characters import CHANGING, Change, apply, character_changes
from normkit_encoding.differences import differences
from normkit_encoding.line_breaks import BREAKS, breaks, is_plain, lines_with, suspect_lines
from normkit_encoding.misread import misread
from normkit_encoding.mojibake import SUSPECT, is_damaged, repair
from normkit_encoding.reading import SURE, Reading
from normkit_encoding.swapped import swapped

_TAG = re.compile(r"<[a-zA-Z/!?]")
_WITHOUT_WIDTH = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffc]"
)
_HARMLESS = frozenset({"line-break", "nbsp", "space", "hyphen", "directional-mark"})  # nothing that is judged
_BROKEN = re.compile(  # begins with a set, for which `re` looks fast
    rf"[^\t\n -%'-~](?:(?<={CHANGING})|(?<={BREAKS})|(?<=&)#?[0-9A-Za-z]{{1,24}};|{SUSPECT})"
)
_LAYERS = 3


def text_changes(text: str) -> Sequence[Change]:
    r"""Return what becomes of `text`, in order.

    From the first line with a tag on the text is markup, in which entities mean something: there they stay.
    A text that is repaired is looked at again, so that a second pass finds nothing that the first has not.

    >>> for change in text_changes("one\r\nÃ©t\u00adÃ©"):
    ...     print(change.span, repr(change.inserted), change.rule)
    (3, 4) '' line-break
    (5, 7) 'é' mojibake
    (8, 11) 'é' mojibake
    """
    if is_plain(text):
        return []
    readings = list(_readings(text))
    while True:
        changes = list(_changes(text, readings))
        if len(readings) > _LAYERS or all(change.rule in _HARMLESS for change in changes):
            return changes
        if not (more := list(_readings(apply(text, changes)))):
            return changes
        readings += [SURE, *more]


def _readings(text: str) -> Iterator[Reading]:
    """Yield how `text` is to be read again, each time what the one before it left."""
    telling = _WITHOUT_WIDTH.sub("", _beyond_ascii(text))
    for _ in range(0 if telling.isascii() else _LAYERS):
        reading = misread(telling) or swapped(telling)
        if not reading:
            break
        yield reading
        lines = telling.split("\n")
        telling = "\n".join(line if line.isascii() else reading.again(line) for line in lines)


def _beyond_ascii(text: str) -> str:
    """Return the lines that are not all ASCII: of the others no reading can tell, and they are the most."""
    return "\n".join([line for line in text.split("\n") if not line.isascii()])


def _changes(text: str, readings: Sequence[Reading]) -> Iterator[Change]:
    tag = _TAG.search(text)
    markup = tag.start() if tag else len(text)
    ends = breaks("" if readings else text)
    for start, end in suspect_lines(text) if readings else broken_lines(text):
        position = start
        for match in ends.finditer(text, start, end):
            line = text[position : match.start()]
            yield from _moved(line_changes(line, readings, entities=match.start() <= markup), position)
            position = match.end()
            if match.group() != "\n":
                yield _line_feed(*match.span(), text)
        if position < end:
            yield from _moved(line_changes(text[position:end], readings, entities=end <= markup), position)


def broken_lines(text: str) -> Iterator[Span]:
    """Yield where the lines are of which something may change though nothing is read again."""
    return lines_with(_BROKEN, text) if is_normalized("NFC", text) else suspect_lines(text)


def _line_feed(start: int, end: int, text: str) -> Change:
    if text[end - 1] == "\n":
        return Change((start, end - 1), "", "line-break")
    return Change((start, end), "\n", "line-break")


def _moved(changes: Sequence[Change], by: int) -> Iterator[Change]:
    for (start, end), inserted, rule, confidence in changes:
        yield Change((start + by, end + by), inserted, rule, confidence)


def line_changes(line: str, readings: Sequence[Reading], *, entities: bool) -> Sequence[Change]:
    """Return what becomes of one line without its terminator, in a text that is to be read again by `readings`.

    Its characters are put right one by one; where that is not enough, the line is repaired as a whole.
    """
    if line.isascii() and line.isprintable() and "&" not in line:
        return []
    if (again := _read_again(line, readings, entities=entities)) != line:
        least_sure = min(readings, key=lambda reading: reading.confidence)
        return list(differences(line, repair(again, entities=entities), least_sure))
    if is_damaged(line, entities=entities):
        return list(differences(line, repair(line, entities=entities)))
    changes = list(character_changes(line))
    if changes and is_damaged(after := apply(line, changes), entities=entities):
        return list(differences(line, repair(after, entities=entities)))
    return changes


def _read_again(line: str, readings: Sequence[Reading], *, entities: bool) -> str:
    for reading in readings:
        line = repair(line, entities=entities) if reading is SURE else reading.again(line)
    return line
