"""Which encoding bytes are in. UTF-8 first; a guess only when it cannot be UTF-8."""

import codecs
import re
from collections import Counter
from contextlib import suppress

from ftfy.fixes import fix_c1_controls

from normkit import Decoding, Run, decode
from normkit_encoding.plausibility import likelihood
from normkit_encoding.samples import sample_of

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with the other's
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WIDE = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")
_WIDE_NULS = 0.02  # share of the bytes: a text in a non-Latin script has spaces and full stops
_COHERENT = 0.9
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
_SEVERAL = 3  # bad bytes: fewer may be damage to UTF-8
_PAIR = re.compile(rb"(\xed[\xa0-\xaf][\x80-\xbf]\xed[\xb0-\xbf][\x80-\xbf])")
_BAD = re.compile("[\udc80-\udcff]")
_VALID = re.compile("[^\x00-\x7f\udc80-\udcff]")
_CUT = re.compile(rb"(?:[\xc2\xc3\xe2]|[\xe1-\xef][\x80-\xbf]|\xf0[\x90-\xbf][\x80-\xbf]?)\Z")
_IMPLAUSIBLE = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd-\uffff]")


def decode_bytes(raw: bytes) -> Decoding:
    r"""Decode the whole of `raw`; a byte order mark stays, as U+FEFF.

    >>> decode_bytes("Grüße".encode()).encoding
    'utf-8'
    >>> decode_bytes("Grüße".encode("utf-16")).text
    '\ufeffGrüße'
    """
    if encoding := _marked(raw) or _wide(raw) or _escaped(raw):
        return decode(raw, encoding)
    try:
        return Decoding(raw.decode(), "utf-8")
    except UnicodeDecodeError:
        return _decode_broken(raw)


def _decode_broken(raw: bytes) -> Decoding:
    """Decode what is not UTF-8, or not all of it."""
    if _PAIR.search(raw):
        return Decoding.join(map(_decode_pair, _PAIR.split(raw)), "utf-8")
    lines = raw.splitlines(keepends=True)
    legacy = b"".join(line for line in lines if _is_legacy(line))
    if _count(legacy)[0] >= _SEVERAL and any(map(_is_utf8, lines)):
        guess = _guess(legacy)
        return Decoding.join((decode(line, guess if _is_legacy(line) else "utf-8") for line in lines), "utf-8")
    return decode(raw, "utf-8" if _is_nearly_utf8(raw) else _guess(raw))


def _is_utf8(line: bytes) -> bool:
    """Tell whether a line is UTF-8, and not only ASCII."""
    bad, valid = _count(line)
    return valid > 0 and not bad


def _is_legacy(line: bytes) -> bool:
    """Tell whether a line has characters beyond ASCII, and most are no UTF-8: a few may be by chance."""
    bad, valid = _count(line)
    return bad > valid


def _count(raw: bytes) -> tuple[int, int]:
    """Count the bytes that are no UTF-8, and the sequences beyond ASCII that are."""
    text = raw.decode(errors="surrogateescape")
    return len(_BAD.findall(text)), len(_VALID.findall(text))


def _decode_pair(piece: bytes) -> Decoding:
    """Decode a surrogate pair, each half of which was written as UTF-8 (CESU-8), or what stands between two."""
    if not _PAIR.fullmatch(piece):
        return decode(piece)
    text = piece.decode(errors="surrogatepass").encode("utf-16-le", "surrogatepass").decode("utf-16-le")
    return Decoding(text, "utf-8", (Run(1, piece),))


def _marked(raw: bytes) -> str | None:
    """Return the encoding that a byte order mark states."""
    for mark, encoding in _BOMS:
        if raw.startswith(mark) and (not encoding.startswith("utf-32") or len(raw) % 4 == 0):
            return encoding
    return None


def _wide(raw: bytes) -> str | None:
    """Return the UTF-16 or UTF-32 in which the NUL bytes make sense, with the most spaces and vowels."""
    if raw.count(0) <= _WIDE_NULS * len(raw):
        return None
    candidates = []
    for encoding in _WIDE:
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _is_coherent(text):
            candidates.append((sum(map(text.count, " \n.,aeio")), encoding))
    return max(candidates, default=(0, None))[1]


def _is_coherent(text: str) -> bool:
    """Tell whether `text` has no controls and is mostly of a few scripts: of three pages of 256 characters."""
    pages = Counter(ord(character) >> 8 for character in text)
    largest = sum(count for _, count in pages.most_common(3))
    return not _IMPLAUSIBLE.search(text) and largest >= _COHERENT * len(text)


def _escaped(raw: bytes) -> str | None:
    """Return the 7-bit encoding whose escape sequences `raw` has."""
    if b"\x1b$" not in raw:
        return None
    for encoding in ("iso2022_jp_2", "iso2022_kr"):
        with suppress(UnicodeDecodeError):
            raw.decode(encoding)
            return encoding
    return None


def _is_nearly_utf8(raw: bytes) -> bool:
    r"""Tell a damaged UTF-8 text from one in a legacy encoding, which detectors take it for.

    >>> _is_nearly_utf8("déjà vu à l’été".encode() + b"\xe2\x80")
    True
    >>> _is_nearly_utf8("déjà vu".encode("latin-1"))
    False
    """
    bad, valid = _count(raw)
    valid += bool(_CUT.search(raw))
    return bad <= 2 * valid and (bad <= 2 or bad <= valid / 4)  # noqa: PLR2004 (one damaged character)


def _guess(raw: bytes) -> str:
    """Ask the detector about the lines that are not ASCII; Windows-1252 if its answer does not hold."""
    import chardet  # noqa: PLC0415 (slow to import, seldom needed)

    sample = b"\n".join(line for line in raw.split(b"\n") if not line.isascii())
    try:
        found = codecs.lookup(chardet.detect(sample)["encoding"] or _FALLBACK).name
        encoding = _SUPERSETS.get(found, found)
        if _IMPLAUSIBLE.search(raw.decode(encoding)):
            return _FALLBACK
    except (LookupError, UnicodeDecodeError):
        return _FALLBACK
    return _likelier(sample, encoding)


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
