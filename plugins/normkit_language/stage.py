"""The stage: one claim for the language, one for how sure it is."""

from collections.abc import Iterator
from typing import ClassVar

from normkit import Claim, Document, Options, Rule, Stage
from normkit_language.detection import UNDETERMINED, detect


class Language(Stage[Options]):
    """Claims every document's language; what has none is `und`, with confidence 0."""

    name = "language"
    writes: ClassVar = {"language": str, "language_confidence": float}
    after: ClassVar = ("encoding",)
    rules: ClassVar = (
        Rule(
            "detected",
            "The character sequences are most like those of one language.",
            changes="The council met on Tuesday, and nobody came.",
            keeps="12345 https://example.org/ 🚀",
        ),
        Rule(
            "undetermined",
            "There is no language: digits, addresses, symbols, code, nothing at all.",
            changes="12345 https://example.org/ 🚀",
            keeps="The council met on Tuesday, and nobody came.",
        ),
    )

    def propose(self, document: Document) -> Iterator[Claim]:
        """Claim the language and its probability."""
        language, confidence = detect(document.text)
        rule = "undetermined" if language == UNDETERMINED else "detected"
        yield Claim("language", language, rule, confidence=confidence)
        yield Claim("language_confidence", confidence, rule, confidence=confidence)
