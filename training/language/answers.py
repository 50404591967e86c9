"""What each source of answers says of labelled texts, and whether that is right."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from benchmarks.accuracy.labelled_texts import LabelledText, same_language
from normkit_language.backends import BACKENDS, guess_of
from normkit_language.calibration import evidence_features
from normkit_language.detection import SAMPLE, decided_by_words, leading
from normkit_language.profiles import profiles
from normkit_language.sampling import paragraphs, sample

UNPROFILED = 0.1
"""What an answer counts about a text in a language that langdetect has no profile of: such texts are rarer in
the world than among the data, where there are as many rows for each language."""


class Rated(NamedTuple):
    """An answer: what it rests on, whether it is right, what it counts."""

    features: Sequence[float]
    right: bool
    weight: float
    gold: str


def by_source(texts: Sequence[LabelledText]) -> Mapping[str, list[Rated]]:
    """Return the answers by the name that `calibration.json` has for what they come from."""
    sources = {"evidence": _by_evidence(texts), "words": _by_words(texts)}
    for backend in BACKENDS:
        sources[backend] = _by_backend(backend, texts)
    return {source: list(answers) for source, answers in sources.items()}


def _by_evidence(texts: Iterable[LabelledText]) -> Iterable[Rated]:
    for text in texts:
        spans = paragraphs(text.text)
        found = leading(sample(text.text, spans, SAMPLE))
        if found and not decided_by_words(text.text, spans):
            yield _rated(text, found.language, evidence_features(*found[1:]), UNPROFILED)


def _by_words(texts: Iterable[LabelledText]) -> Iterable[Rated]:
    for text in texts:
        language = decided_by_words(text.text, paragraphs(text.text))
        if language:
            yield _rated(text, language, [], UNPROFILED)


def _by_backend(backend: str, texts: Iterable[LabelledText]) -> Iterable[Rated]:
    for text in texts:
        guess = guess_of(backend, text.text, paragraphs(text.text))
        if guess:
            yield _rated(text, guess.language, guess.features, 1)


def _rated(text: LabelledText, language: str, features: Sequence[float], unprofiled: float) -> Rated:
    profiled = any(same_language(name, text.language) for name in profiles().languages)
    right = same_language(language, text.language)
    return Rated(features, right, 1 if profiled else unprofiled, text.language)
