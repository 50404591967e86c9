"""Other detectors in front of langdetect's profiles, for the languages that these lack."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib.util import find_spec
from math import log
from typing import Any, NamedTuple

from normkit import Span
from normkit_language.calibration import by_backend
from normkit_language.detection import Answer, detect, has_letters
from normkit_language.profiles import profiles
from normkit_language.sampling import sample

_SAMPLE = 2_000  # code points
_SURE = 0.9  # from here on langdetect's answer goes
_NAMES = {"iw": "he", "jw": "jv", "bh": "bho", "nb": "no", "zh": "zh-cn", "zh-hant": "zh-tw"}
"""By the code of a backend: langdetect's, or that of today."""
_LETTERS = {"ҕ": "sah", "ȭ": "liv"}
"""Letters that hardly another language has, of languages that no backend knows."""


class Guess(NamedTuple):
    """What a backend says, before it is known how often that is right."""

    language: str
    features: list[float]


def _pycld2(text: str) -> Guess | None:
    import pycld2  # noqa: PLC0415 (an extra)

    printable = "".join(
        character if character.isprintable() else " " for character in text
    )  # it refuses others
    _, size, [(_, code, percent, _), *_] = pycld2.detect(printable, bestEffort=True)
    if code == "un" or code.startswith("xx"):  # a script, and no language
        return None
    return Guess(code.lower(), [log(max(1, size)), percent / 100])


def _lingua(text: str) -> Guess | None:
    best, second, *_ = _lingua_detector().compute_language_confidence_values(text)
    if best.value == second.value:  # it knows none of the words
        return None
    share = min(max(best.value, 1e-6), 1 - 1e-6)
    return Guess(best.language.iso_code_639_1.name.lower(), [log(share / (1 - share)), log(len(text))])


@cache
def _lingua_detector() -> Any:  # noqa: ANN401 (it has no types)
    from lingua import LanguageDetectorBuilder  # noqa: PLC0415 (an extra, and slow)

    return LanguageDetectorBuilder.from_all_languages().build()


BACKENDS: Mapping[str, Callable[[str], Guess | None]] = {"lingua": _lingua, "pycld2": _pycld2}
_EXTRAS = {"lingua": "lingua", "pycld2": "cld2"}


def installed(backend: str) -> str:
    """Return the name of a backend. Raises ValueError if its package is not there."""
    if backend in _EXTRAS and find_spec(backend) is None:
        msg = f"{backend} is not installed: pip install 'normkit[{_EXTRAS[backend]}]'"
        raise ValueError(msg)
    return backend


def detect_with(backend: str, text: str, spans: Sequence[Span]) -> Answer:
    """Tell the language of `text` by a backend; where both know its language, langdetect goes if it is sure."""
    guess = guess_of(backend, text, spans)
    own = detect(text, spans)
    if guess is None or (own.confidence >= _SURE and guess.language in profiles().languages):
        return own
    return Answer(guess.language, by_backend(backend, guess.features))


def guess_of(backend: str, text: str, spans: Sequence[Span]) -> Guess | None:
    """Return what a backend says of a longer sample; None if there is no language, or none that it knows."""
    pieces = "\n".join(sample(text, spans, _SAMPLE))
    guess = BACKENDS[backend](pieces) if has_letters(pieces) else None
    if guess is None:
        return None
    own = [language for letter, language in _LETTERS.items() if letter in pieces.lower()]
    return guess._replace(language=own[0] if own else _NAMES.get(guess.language, guess.language))
