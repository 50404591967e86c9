"""The stage: which language a document is in, how sure that is, and which paragraphs are in another."""

from collections.abc import Iterator, Sequence
from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, Field

from normkit import Claim, Document, Finding, Options, Rule, Span, Stage
from normkit_language.backends import detect_with, installed
from normkit_language.detection import UNDETERMINED, Answer, detect
from normkit_language.passages import passages
from normkit_language.sampling import paragraphs

_UNCERTAIN = 0.5  # below, an answer is more likely wrong than right


class LanguageOptions(Options):
    """Who tells the language, and how sure that must be."""

    backend: Annotated[Literal["langdetect", "lingua", "pycld2"], AfterValidator(installed)] = Field(
        default="langdetect",
        description="The detector: langdetect, or one that knows more languages and is installed apart.",
    )
    least_confidence: float = Field(
        default=0.0, ge=0, le=1, description="An answer that is less sure than this becomes `und`."
    )


class Language(Stage[LanguageOptions]):
    """Claims every document's language; what has none is `und`, with confidence 0."""

    name = "language"
    writes: ClassVar = {"language": str, "language_confidence": float}
    after: ClassVar = ("encoding",)
    rules: ClassVar = (
        Rule(
            "detected",
            "The character sequences and function words are most like those of one language.",
            changes="The council met on Tuesday, and nobody came.",
            keeps="12345 https://example.org/ 🚀",
        ),
        Rule(
            "undetermined",
            "There is no language: digits, addresses, symbols, code, nothing at all.",
            changes="12345 https://example.org/ 🚀",
            keeps="The council met on Tuesday, and nobody came.",
        ),
        Rule(
            "uncertain",
            "The language that is most likely is more likely not the right one.",
            changes="Bravo Zulu",
            keeps="The council met on Tuesday, and nobody came.",
        ),
        Rule(
            "other",
            "Paragraphs are in another language than the document.",
            changes="The council met on Tuesday evening, and hardly any of us who live here came to listen.\n"
            "Le conseil s’est réuni mardi soir, et presque personne de ceux qui habitent ici n’est venu.\n"
            "They will meet again before the winter, and then they must decide what becomes of the mill.\n",
            keeps="The council met on Tuesday evening, and hardly any of us who live here came to listen.\n"
            "“C’est la vie”, said the mayor to the two of us who were there, and he closed the meeting.\n",
        ),
    )

    def propose(self, document: Document) -> Iterator[Claim | Finding]:
        """Claim the language and its probability; flag what is uncertain, and what is in another language."""
        text = document.text
        spans = paragraphs(text)
        answer = self._answer(text, spans)
        language = answer.language if answer.confidence >= self.options.least_confidence else UNDETERMINED
        rule = "undetermined" if language == UNDETERMINED else "detected"
        yield Claim("language", language, rule, confidence=answer.confidence)
        yield Claim("language_confidence", answer.confidence, rule, confidence=answer.confidence)
        if 0 < answer.confidence < _UNCERTAIN:
            message = f"perhaps {answer.language}"
            yield Finding((0, len(text)), "uncertain", 1 - answer.confidence, message)
        for passage in passages(text, spans, answer):
            yield Finding(passage.span, "other", passage.confidence, f"in {passage.language}")

    def _answer(self, text: str, spans: Sequence[Span]) -> Answer:
        backend = self.options.backend
        return detect(text, spans) if backend == "langdetect" else detect_with(backend, text, spans)
