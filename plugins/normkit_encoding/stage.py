"""The stage: line by line, so that one broken line does not decide about the others."""

from collections.abc import Iterator
from typing import ClassVar

from normkit import Document, Edit, Options, Rule, Stage
from normkit_encoding.changes import text_changes


class Encoding(Stage[Options]):
    """Repairs what wrong decoding left, and deletes characters that have no place in text. Stands first."""

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
            "code-page",
            "Text in one legacy encoding that was read as another is read as what it is.",
            changes="Áûñòðàÿ ðåêà òåêëà ìåæäó âûñîêèìè ãîðàìè",
            keeps="Øye, größer, çünkü, žluťoučký, naïve, þetta reddast, Łódź, mañana, già",
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
        for span, inserted, rule, confidence in text_changes(document.text):
            yield Edit(span, inserted, rule, confidence)
