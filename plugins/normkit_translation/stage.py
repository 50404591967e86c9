"""Say whether a page was machine-translated into English, and show what gives it away."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import ClassVar

from pydantic import Field

from normkit import Claim, Document, Finding, Line, Options, Rule, Stage
from normkit_translation.calibration import calibration
from normkit_translation.context import is_quoted
from normkit_translation.evidence import STRICT, WEAK, Evidence
from normkit_translation.lexicon import lexicon

_PAGE = "The council met on Tuesday, and nobody came. " * 8
_STRICT_RULES = frozenset(evidence.rule.name for evidence in STRICT)


class TranslationOptions(Options):
    """How much evidence the verdict needs."""

    min_words: int = Field(default=60, ge=1, description="Words below which a text is too short to judge.")
    min_families: int = Field(default=2, ge=1, description="Kinds of strict evidence that the verdict needs.")
    min_lines: int = Field(default=2, ge=1, description="Lines over which they must be spread.")


class Translation(Stage[TranslationOptions]):
    """Edits nothing. Stands after `encoding`, and before any stage that changes quotation marks."""

    name = "translation"
    reads: ClassVar = ("language",)
    writes: ClassVar = {"translation_score": float, "machine_translated": bool}
    after: ClassVar = ("encoding",)
    rules: ClassVar = (
        Rule("score", "How likely the text is machine-translated.", changes=_PAGE, keeps="Too short to say."),
        Rule("verdict", "Whether the text is machine-translated.", changes=_PAGE, keeps="Too short to say."),
        *(evidence.rule for evidence in STRICT + WEAK),
    )

    def propose(self, document: Document) -> Iterator[Finding | Claim]:
        """Yield the evidence, and for an English text that is long enough the score and the verdict."""
        if document.metadata.get("language", "en") != "en":
            return
        findings = find_evidence(document.text)
        yield from findings
        if len(document.text.split(None, self.options.min_words)) >= self.options.min_words:
            yield from self._claims(document, findings)

    def _claims(self, document: Document, findings: Sequence[Finding]) -> Iterator[Claim]:
        strict = [f for f in findings if f.rule in _STRICT_RULES and not is_quoted(document.text, f.span)]
        families = len({finding.rule for finding in strict})
        verdict = (
            families >= self.options.min_families
            and families >= self.options.min_families + is_about_translation(document.text)
            and are_spread(strict, document.lines, self.options.min_lines)
        )
        probability = calibration().probability
        yield Claim("translation_score", probability[min(families, len(probability) - 1)], rule="score")
        yield Claim("machine_translated", verdict, rule="verdict")


def find_evidence(text: str) -> list[Finding]:
    """Return all strict evidence in `text`, and if there is any, the weak evidence too."""
    findings = [finding for evidence in STRICT for finding in _findings(text, evidence)]
    if findings:
        findings += [finding for evidence in WEAK for finding in _findings(text, evidence)]
    return findings


def _findings(text: str, evidence: Evidence) -> Iterator[Finding]:
    name = evidence.rule.name
    for span in evidence.find(text):
        yield Finding(span, name, calibration().precision[name], evidence.message)


def is_about_translation(text: str) -> bool:
    """Whether `text` speaks of translation systems, and so may show their mistakes as examples."""
    return any(phrase in text for phrase in lexicon()["about-translation"])


def are_spread(findings: Sequence[Finding], lines: Sequence[Line], minimum: int) -> bool:
    """Whether `findings` begin on at least `minimum` different lines."""
    starts = [line.start for line in lines]
    return len({bisect_right(starts, finding.span[0]) for finding in findings}) >= minimum
