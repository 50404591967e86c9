"""The stage: line by line, so that one broken line does not decide about the others."""

import re
from collections.abc import Iterator, Sequence
from functools import reduce
from typing import ClassVar

from normkit import Document, Edit, Options, Rule, Stage
from normkit_encoding.characters import Change, apply, character_changes
from normkit_encoding.differences import differences
from normkit_encoding.line_breaks import breaks, suspect_lines
from normkit_encoding.misread import misread
from normkit_encoding.mojibake import is_damaged, repair
from normkit_encoding.reading import Reading
from normkit_encoding.swapped import swapped

_TAG = re.compile(r"<[a-zA-Z/!?]")
_LAYERS = 3


class Encoding(Stage[Options]):
    """Stands first: every other stage reads the text that it leaves."""

    name = "encoding"
    before: ClassVar = ("language", "metadata", "boilerplate", "translation", "typography")
    rules: ClassVar = (
        Rule(
            "mojibake",
            "Text that was decoded with the wrong codec is decoded with the right one.",
            changes="It wasnâ€™t the cafÃ© we knew.",
            keeps="IT WAS THE CAFÉ… “É só isso”, à 5 £",
        ),
        Rule(
            "entity",
            "A character reference becomes its character, outside markup.",
            changes="Smith &amp; S&ouml;hne",
            keeps="<b>Smith</b>\n&amp; Co, R&D; AT&T",
        ),
        Rule(
            "c1-control",
            "A C1 control becomes the Windows-1252 character of its number.",
            changes="a \x93fair\x94 hearing",
            keeps="a “fair” hearing",
        ),
        Rule("control", "A control character goes.", changes="one\x00\x07two", keeps="one\ttwo\n"),
        Rule(
            "terminal-escape",
            "A terminal's colour or cursor sequence goes.",
            changes="\x1b[31mred\x1b[0m",
            keeps="[31m red",
        ),
        Rule(
            "nbsp",
            "A no-break space becomes a space, or goes if it stands beside one.",
            changes="5\u00a0km, then\u00a0 10\u202fkm",
            keeps="5 km,  then",
        ),
        Rule(
            "space",
            "A thin, wide or otherwise odd space becomes a space, or goes if it stands beside one.",
            changes="a\u2009b",
            keeps="東京\u3000大阪",
        ),
        Rule(
            "invisible",
            "A character without width goes: soft hyphen, joiner, zero-width space, byte order mark.",
            changes="\ufeffzero\u200bwidth, hy\u00adphen, no\u200cjoin",
            keeps="می\u200cخواهم क्\u200dष 👩\u200d👧 ❤\ufe0f",
        ),
        Rule(
            "directional-mark",
            "A directional mark goes from a line without right-to-left letters.",
            changes="plain\u200e text\u202c",
            keeps="שלום\u200f (1)",
        ),
        Rule(
            "hyphen",
            "A non-breaking hyphen becomes '-'.",
            changes="long\u2011term",
            keeps="long-term well‐known 1914–18",
        ),
        Rule(
            "line-break",
            "Every kind of line break becomes a line feed.",
            changes="one\r\ntwo\rthree\u2028four",
            keeps="one\n\ntwo\n",
        ),
        Rule(
            "normalization",
            "A letter and its combining marks are composed (NFC).",
            changes="cafe\u0301",
            keeps="café ﬁne Ⅳ ｆｕｌｌ",
        ),
    )

    def propose(self, document: Document) -> Iterator[Edit]:
        """Repair each line, and what ends it."""
        for span, inserted, rule in text_changes(document.text):
            yield Edit(span, inserted, rule)


def text_changes(text: str) -> Iterator[Change]:
    r"""Yield what becomes of `text`, in order.

    From the first line with a tag on the text is markup, in which entities mean something: there they stay.

    >>> for change in text_changes("one\r\nÃ©t\u00adÃ©"):
    ...     print(change)
    Change(span=(3, 4), inserted='', rule='line-break')
    Change(span=(5, 7), inserted='é', rule='mojibake')
    Change(span=(8, 11), inserted='é', rule='mojibake')
    """
    tag = _TAG.search(text)
    markup = tag.start() if tag else len(text)
    suspects = list(suspect_lines(text))
    readings = list(readings_of("".join(text[start:end] for start, end in suspects)))
    ends = breaks("" if readings else text)
    for start, end in suspects:
        position = start
        for match in ends.finditer(text, start, end):
            line = text[position : match.start()]
            yield from _moved(line_changes(line, readings, entities=match.start() <= markup), position)
            position = match.end()
            if match.group() != "\n":
                yield _line_feed(*match.span(), text)
        if position < end:
            yield from _moved(line_changes(text[position:end], readings, entities=end <= markup), position)


def _line_feed(start: int, end: int, text: str) -> Change:
    if text[end - 1] == "\n":
        return Change((start, end - 1), "", "line-break")
    return Change((start, end), "\n", "line-break")


def _moved(changes: list[Change], by: int) -> Iterator[Change]:
    for (start, end), inserted, rule in changes:
        yield Change((start + by, end + by), inserted, rule)


def readings_of(text: str) -> Iterator[Reading]:
    """Yield how `text` is to be read again, each time what the one before it left."""
    for _ in range(_LAYERS):
        reading = misread(text) or swapped(text)
        if not reading:
            break
        yield reading
        text = "\n".join(map(reading.again, text.split("\n")))


def line_changes(line: str, readings: Sequence[Reading], *, entities: bool) -> list[Change]:
    """Return what becomes of one line without its terminator, in a text that is to be read again by `readings`.

    Its characters are put right one by one; where that is not enough, the line is repaired as a whole.
    """
    if line.isascii() and line.isprintable() and "&" not in line:
        return []
    if (again := reduce(lambda text, reading: reading.again(text), readings, line)) != line:
        return list(differences(line, repair(again, entities=entities)))
    if is_damaged(line, entities=entities):
        return list(differences(line, repair(line, entities=entities)))
    changes = list(character_changes(line))
    if changes and is_damaged(after := apply(line, changes), entities=entities):
        return list(differences(line, repair(after, entities=entities)))
    return changes
