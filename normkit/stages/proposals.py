"""What a stage may propose: edits, findings and claims. A proposal changes nothing by itself."""

from typing import NamedTuple, Self, TypeAlias

from normkit.text.spans import Span


class Edit(NamedTuple):
    """Replace `span` of the document's text by `inserted`, because of `rule`."""

    span: Span
    inserted: str
    rule: str
    confidence: float = 1.0

    @classmethod
    def delete(cls, span: Span, *, rule: str, confidence: float = 1.0) -> Self:
        """Propose to remove `span`."""
        return cls(span, "", rule, confidence)

    @classmethod
    def replace(cls, span: Span, inserted: str, *, rule: str, confidence: float = 1.0) -> Self:
        """Propose to put `inserted` in the place of `span`; an empty span inserts before its position."""
        return cls(span, inserted, rule, confidence)


class Finding(NamedTuple):
    """Flag the non-empty `span`, because of `rule`; `score` runs from 0 to 1."""

    span: Span
    rule: str
    score: float
    message: str


class Claim(NamedTuple):
    """State that the metadata `name` has `value`; the non-empty `span` proves it, or None: the whole document.

    A name declared as a list is claimed one item at a time.
    """

    name: str
    value: str | int | float | bool
    rule: str
    span: Span | None = None
    confidence: float = 1.0


Proposal: TypeAlias = Edit | Finding | Claim
