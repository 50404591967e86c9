"""Runs of paragraphs in another language than the document's."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from normkit import Span
from normkit_language.calibration import by_evidence
from normkit_language.detection import Answer, leading
from normkit_language.evidence import symbols_of
from normkit_language.function_words import owned_words, words_owned_by
from normkit_language.profiles import profiles
from normkit_language.sampling import speech

_START = 80  # code points, which every paragraph has; in most of them is a function word
_HEAD = 200  # code points in which a paragraph has a function word of its own language
_SAMPLE = 256  # code points
_SURE = 0.8
_TOLD = 0.2  # a document that is half in another language is not sure of its own


class Passage(NamedTuple):
    """Neighbouring paragraphs in one language that is not the document's."""

    span: Span
    language: str
    confidence: float


def passages(text: str, spans: Sequence[Span], document: Answer) -> Iterator[Passage]:
    """Yield the runs of the paragraphs at `spans` that are surely not in the document's language.

    Nothing is said against a language that is not sure itself, or has no profile.
    """
    if len(spans) < 2 or document.confidence < _TOLD:  # noqa: PLR2004
        return
    answers = {span: _other(text, span, document.language) for span in _strange(text, spans, document.language)}
    others = {span: answer for span, answer in answers.items() if answer}
    if not others:
        return
    for name, run in groupby(spans, lambda span: others[span].language if span in others else None):
        if name:
            found = list(run)
            yield Passage((found[0][0], found[-1][1]), name, min(others[span].confidence for span in found))


def _strange(text: str, spans: Sequence[Span], language: str) -> Iterable[Span]:
    """Return the paragraphs that begin without a function word that `language` alone has.

    In a language without function words it is those with few letters of its own; without a profile, none.
    """
    own = words_owned_by(language)
    if own:
        short = [span for span in spans if own.isdisjoint(text[span[0] : span[0] + _START].split())]
        return [(start, end) for start, end in short if _is_strange(text[start:end], own)]
    if language not in profiles().languages:
        return []
    is_letter, is_own = profiles().letters(language)
    found = [symbols_of(text[start : min(end, start + _HEAD)]) for start, end in spans]
    return [
        span
        for span, symbols in zip(spans, found, strict=True)
        if 2 * is_own[symbols].sum() < is_letter[symbols].sum()
    ]


def _is_strange(paragraph: str, own: frozenset[str]) -> bool:
    """Whether a paragraph has none of its `own` words, but one of another language or a letter beyond ASCII."""
    words = paragraph.split()
    return own.isdisjoint(words) and not (paragraph.isascii() and owned_words().keys().isdisjoint(words))


def _other(text: str, span: Span, language: str) -> Answer | None:
    """Return the language of a paragraph and how sure that is, if it is sure enough and not `language`."""
    start, end = span
    found = leading([speech(text[start:end], _SAMPLE)])
    if found is None or found.language[:2] == language[:2]:
        return None
    confidence = by_evidence(*found[1:])
    return Answer(found.language, confidence) if confidence >= _SURE else None
