"""Which encoding bytes are in. UTF-8 first; a guess only when it cannot be UTF-8."""

import re

from normkit import Decoding, Run, decode
from normkit_encoding.detector import guess
from normkit_encoding.wide import shown

_SEVERAL = 3  # bad bytes: fewer may be damage to UTF-8
_PAIR = re.compile(rb"(\xed[\xa0-\xaf][\x80-\xbf]\xed[\xb0-\xbf][\x80-\xbf])")
_BAD = re.compile("[\udc80-\udcff]")
_VALID = re.compile("[^\x00-\x7f\udc80-\udcff]")
_CUT = re.compile(rb"(?:[\xc2\xc3\xe2]|[\xe1-\xef][\x80-\xbf]|\xf0[\x90-\xbf][\x80-\xbf]?)\Z")


def decode_bytes(raw: bytes) -> Decoding:
    r"""Decode the whole of `raw`; a byte order mark stays, as U+FEFF.

    >>> decode_bytes("Grüße".encode()).encoding
    'utf-8'
    >>> decode_bytes("Grüße".encode("utf-16")).text
    '\ufeffGrüße'
    """
    if encoding := shown(raw):
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
        encoding = guess(legacy)
        return Decoding.join(
            (decode(line, encoding if _is_legacy(line) else "utf-8") for line in lines), "utf-8"
        )
    return decode(raw, "utf-8" if _is_nearly_utf8(raw) else guess(raw))


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
