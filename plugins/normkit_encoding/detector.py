"""Which legacy encoding bytes are in: a guess, for what can be nothing else."""

import codecs

from ftfy.fixes import fix_c1_controls

from normkit_encoding.plausibility import likelihood
from normkit_encoding.samples import sample_of
from normkit_encoding.wide import IMPLAUSIBLE

_SUPERSETS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
    "tis-620": "cp874",
}
_FALLBACK = "cp1252"
_TRUST = 6.0  # in the detector: how much likelier another answer must be
_UNLIKE = ("mac", "cp437", "cp85")  # letters where others have signs, which in few words look like signs


def guess(raw: bytes) -> str:
    """Ask the detector about the lines that are not ASCII; Windows-1252 if its answer does not hold."""
    import chardet  # noqa: PLC0415 (slow to import, seldom needed)

    sample = b"\n".join(line for line in raw.split(b"\n") if not line.isascii())
    try:
        found = codecs.lookup(chardet.detect(sample)["encoding"] or _FALLBACK).name
        encoding = _SUPERSETS.get(found, found)
        if IMPLAUSIBLE.search(raw.decode(encoding)):
            return _FALLBACK
        return _likelier(sample, encoding)
    except (LookupError, UnicodeDecodeError):
        return _FALLBACK


def _likelier(sample: bytes, guess: str) -> str:
    """Return the guess, or the commonest code page if that makes the bytes much likelier."""
    guessed = sample.decode(guess)
    if guess.startswith(_UNLIKE) or len(guessed) < len(sample):
        return guess
    fallback = fix_c1_controls(sample.decode("latin-1"))
    return guess if _evidence(guessed) > _evidence(fallback) - _TRUST else _FALLBACK


def _evidence(text: str) -> float:
    """Return the log-probability of the letters beyond ASCII in `text`."""
    sample = sample_of(text)
    return likelihood(sample) * sum(character > "\x7f" for character in sample)
