"""Say whether a page was machine-translated into English, and show what gives it away."""

from collections.abc import Iterator, Sequence
from itertools import chain
from math import exp
from typing import ClassVar

from pydantic import Field

from normkit import Claim, Document, Finding, Options, Rule, Stage, batches
from normkit_translation.calibration import calibration
from normkit_translation.context import is_quoted
from normkit_translation.evidence import STRICT, WEAK, Evidence
from normkit_translation.lexicon import lexicon
from normkit_translation.linear import Reading
from normkit_translation.model import Look, model, probability
from normkit_translation.ngrams import sentence_spans
from normkit_translation.running import Sample, running

_TOGETHER = 2**17  # code points of documents that are read at once: their arrays stay in the cache
_PAGE = "The council met on Tuesday, and nobody came. " * 8
_TRANSLATED = (
    "In this connection, it should be noted that the carrying out of the works on the given object was "
    "postponed on an indefinite term in connection with the absence of the financing. As the head of the "
    "administration has declared, the question about the allocation of means will be considered at the nearest "
    "session of deputies, which will take place in the beginning of the next month, and the inhabitants have "
    "already expressed to the authorities the gratitude for this."
)
_MESSAGE = "The sentence sounds translated: it is put together as machine translations are, word by word."
_STRICT_RULES = frozenset(evidence.rule.name for evidence in STRICT)
_FEWEST_TOKENS = 8  # of a sentence that is shown
_SOUNDS_TRANSLATED = 1.0  # log odds


class TranslationOptions(Options):
    """How much the verdict needs, and what is shown."""

    threshold: float = Field(default=0.94, ge=0, le=1, description="Score from which the verdict is true.")
    min_words: int = Field(default=60, ge=1, description="Words of running text that a judgement needs.")
    min_families: int = Field(default=2, ge=1, description="Kinds of strict evidence that the verdict needs.")
    min_lines: int = Field(default=2, ge=1, description="Lines over which they must be spread.")
    most_sentences: int = Field(default=5, ge=0, description="Sentences that sound translated to show.")


class Translation(Stage[TranslationOptions]):
    """Claims whether English text was machine-translated, and flags what speaks for it; edits nothing.

    Stands after `encoding`, and before any stage that changes quotation marks.
    """

    name = "translation"
    reads: ClassVar = ("language",)
    writes: ClassVar = {"translation_score": float, "machine_translated": bool, "translation_unscored": str}
    after: ClassVar = ("encoding",)
    rules: ClassVar = (
        Rule("score", "How likely the text is machine-translated.", changes=_PAGE, keeps="Too short to say."),
        Rule("verdict", "Whether the text is machine-translated.", changes=_PAGE, keeps="Too short to say."),
        Rule("unscored", "The text is too short to judge, or not English.", changes="Too short.", keeps=_PAGE),
        Rule(
            "sounds-translated",
            "A sentence that sounds translated to the model. Shown only where the verdict is true.",
            changes=_TRANSLATED,
            keeps=_PAGE,
        ),
        *(evidence.rule for evidence in STRICT + WEAK),
    )

    def propose(self, document: Document) -> Iterator[Finding | Claim]:
        """Yield the evidence, and for an English text that is long enough the score and the verdict."""
        return next(self.propose_together([document]))

    def propose_together(self, documents: Sequence[Document]) -> Iterator[Iterator[Finding | Claim]]:
        """Do the same for each document; the model reads several at once."""
        for few in batches(documents, _TOGETHER):
            pages = [running(document.text) if _is_english(document) else None for document in few]
            long = [page for page in pages if page and page.words >= self.options.min_words]
            looks = iter(model().read(long))
            for document, page in zip(few, pages, strict=True):
                if page is None:
                    yield iter([Claim("translation_unscored", "not English", rule="unscored")])
                elif page.words < self.options.min_words:
                    unscored = Claim("translation_unscored", "too short", rule="unscored")
                    yield chain(self.evidence(document), [unscored])
                else:
                    yield self._proposals(document, next(looks))

    def _proposals(self, document: Document, look: Look) -> Iterator[Finding | Claim]:
        findings = self.evidence(document)
        yield from findings
        agree = self.agrees(document, findings)
        score = max(probability(look.reading), calibration().agreement if agree else 0.0)
        verdict = agree or score >= self.options.threshold
        yield Claim("translation_score", score, rule="score")
        yield Claim("machine_translated", verdict, rule="verdict")
        if verdict:
            yield from self._sentences(*look)

    @staticmethod
    def evidence(document: Document) -> list[Finding]:
        """Return all strict evidence in the text, and if there is any, the weak evidence too."""
        findings = [finding for evidence in STRICT for finding in _findings(document.text, evidence)]
        if findings:
            findings += [finding for evidence in WEAK for finding in _findings(document.text, evidence)]
        return findings

    def agrees(self, document: Document, findings: Sequence[Finding]) -> bool:
        """Whether the strict evidence is of enough kinds and spread enough, outside of quotations."""
        strict = [f for f in findings if f.rule in _STRICT_RULES and not is_quoted(document.text, f.span)]
        families = len({finding.rule for finding in strict})
        return (
            families >= self.options.min_families
            and families >= self.options.min_families + is_about_translation(document.text)
            and are_spread(strict, document.text, self.options.min_lines)
        )

    def _sentences(self, sample: Sample, reading: Reading) -> Iterator[Finding]:
        """Yield the sentences that sound most translated, in text order."""
        clear = [
            number
            for number in (-reading.sentences).argsort(kind="stable").tolist()
            if reading.sizes[number] >= _FEWEST_TOKENS and reading.sentences[number] >= _SOUNDS_TRANSLATED
        ]
        chosen = sorted(clear[: self.options.most_sentences])
        for number, (start, end) in zip(chosen, sentence_spans(sample.text, chosen), strict=True):
            score = 1 / (1 + exp(-reading.sentences[number]))
            yield Finding(sample.span(start, end), "sounds-translated", score, _MESSAGE)


def _is_english(document: Document) -> bool:
    return document.metadata.get("language", "en") == "en"


def _findings(text: str, evidence: Evidence) -> Iterator[Finding]:
    name = evidence.rule.name
    for span in evidence.find(text):
        yield Finding(span, name, calibration().precision[name], evidence.message)


def is_about_translation(text: str) -> bool:
    """Whether `text` speaks of translation systems, and so may show their mistakes as examples."""
    return any(phrase in text for phrase in lexicon()["about-translation"])


def are_spread(findings: Sequence[Finding], text: str, minimum: int) -> bool:
    """Whether `findings` begin on at least `minimum` different lines."""
    return len({text.rfind("\n", 0, finding.span[0]) for finding in findings}) >= minimum
