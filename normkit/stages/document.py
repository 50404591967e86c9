"""What a stage is given."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import TypeAlias

from normkit.stages.proposals import Claim
from normkit.text.lines import Line, split_lines
from normkit.text.spans import Span, paragraphs, sentences, words

Value: TypeAlias = str | int | float | bool | list[str]
"""What a metadata name may hold."""


@dataclass(frozen=True)
class Document:
    """A text with its name and the metadata that earlier steps found. It cannot be changed, only read.

    Lines, paragraphs, sentences and words are found when a stage first asks for them, and then kept until a
    step edits the text. A step that needs few of them is better off with the functions of the same names.
    """

    text: str
    id: str = ""
    name: str = ""
    metadata: Mapping[str, Value | None] = field(default_factory=lambda: MappingProxyType({}))
    claims: tuple[Claim, ...] = ()
    """What earlier steps claimed, in order; a span counts `text`, and is None where nothing is left of it."""

    @cached_property
    def lines(self) -> Sequence[Line]:
        """The lines of the text, split once."""
        return split_lines(self.text)

    @cached_property
    def paragraphs(self) -> tuple[Span, ...]:
        """The spans of the runs of lines between blank ones."""
        return tuple(paragraphs(self.text))

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """The spans of the sentences; one never crosses a line."""
        return tuple(sentences(self.text))

    @cached_property
    def words(self) -> tuple[Span, ...]:
        """The spans of the words: letters, with apostrophes inside."""
        return tuple(words(self.text))

    def described(self, metadata: Mapping[str, Value | None], claims: tuple[Claim, ...]) -> "Document":
        """Return the same text with other metadata; what stages found in it stays found."""
        other = Document(self.text, self.id, self.name, metadata, claims)
        found = ("lines", "paragraphs", "sentences", "words")
        vars(other).update({name: vars(self)[name] for name in found if name in vars(self)})
        return other
