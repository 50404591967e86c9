"""Fold typographic characters into plain ones. Destructive by intent, so not in the default pipeline."""

import re
import unicodedata
from collections.abc import Iterator
from typing import ClassVar

from pydantic import Field

from normkit import Document, Edit, Options, Rule, Stage

_FOLDED = {
    "quote": "‘’‚‛′“”„‟″«»‹›",
    "dash": "‐‑‒–—―−",
    "ellipsis": "…",
    "ligature": "ﬀﬁﬂﬃﬄﬅﬆ",
    "width": "".join(map(chr, range(0xFF01, 0xFF5F))),
}
_PLAIN = dict.fromkeys("‘’‚‛′‹›", "'") | dict.fromkeys("“”„‟″«»", '"') | dict.fromkeys("‐‑‒–—―−", "-")


class TypographyOptions(Options):
    """What to fold."""

    quote: bool = Field(default=True, description="Make curly and angled quotes straight.")
    dash: bool = Field(default=True, description="Make every kind of dash a hyphen.")
    ellipsis: bool = Field(default=True, description="Make a one-character ellipsis three full stops.")
    ligature: bool = Field(default=True, description="Take Latin ligatures apart.")
    width: bool = Field(default=True, description="Make full-width letters, digits and signs ordinary ones.")


class Typography(Stage[TypographyOptions]):
    """Makes quotes, dashes and other typographic characters plain. Stands last: `translation` needs them."""

    name = "typography"
    after: ClassVar = ("encoding", "translation")
    rules: ClassVar = (
        Rule(
            "quote",
            "A curly or angled quote becomes straight.",
            changes="“So,” he said",
            keeps='"So," he said',
        ),
        Rule("dash", "A dash becomes a hyphen.", changes="1914–1918", keeps="1914-1918"),
        Rule("ellipsis", "An ellipsis becomes three full stops.", changes="and so…", keeps="and so..."),
        Rule("ligature", "A Latin ligature is taken apart.", changes="ﬁnal oﬀer", keeps="final offer, œuvre"),
        Rule("width", "A full-width form becomes ordinary.", changes="ＡＢＣ１", keeps="ABC1 カタカナ"),
    )

    def propose(self, document: Document) -> Iterator[Edit]:
        """Fold what the options name, each stretch of one kind at once."""
        for rule, characters in _FOLDED.items():
            if getattr(self.options, rule):
                for match in re.finditer(f"[{re.escape(characters)}]+", document.text):
                    yield Edit.replace(match.span(), fold(match.group()), rule=rule)


def fold(text: str) -> str:
    """Replace typographic characters by plain ones.

    >>> fold("‘ﬁne’ — 100％…")
    "'fine' - 100%..."
    """
    return "".join(_PLAIN.get(character) or unicodedata.normalize("NFKC", character) for character in text)
