"""Text that was UTF-8 and was read through a single-byte codec, all of it: told by counting, not by guessing.

Nearly every character beyond ASCII then belongs to a sequence that is valid UTF-8 again, which no text is by
chance. ftfy repairs single sequences of a few codecs; this repairs whole texts of any.
"""

import re
from functools import cache
from itertools import islice
from typing import NamedTuple

_CODECS = [  # of equals the first is taken
    *("cp1252", "cp1250", "iso8859_2", "cp1251", "cp1253", "cp1254", "cp1257", "cp1256", "cp1255", "cp1258"),
    *("koi8_r", "koi8_u", "mac_roman", "mac_latin2", "mac_cyrillic", "mac_greek"),
    *("cp437", "cp850", "cp852", "cp866", "iso8859_5", "iso8859_7", "iso8859_15"),
]
_RUN = re.compile(r"[^\x00-\x7f]+")
_FIRST_RUNS = 8  # of which at most one may not begin with a sequence: a cheap test
_SAMPLE = 2_000  # code points beyond ASCII that are counted
_FEWEST, _MANY = 3, 10  # sequences: all characters are in them, or nearly all
_COVERED = 0.97
_LAYERS = 3


class _Codec(NamedTuple):
    bytes: dict[str, int]
    """The byte that each character beyond ASCII came from."""
    sequence: re.Pattern[str]
    """What stands for one UTF-8 sequence."""


def misread_through(text: str) -> list[str]:
    """Return the codecs that UTF-8 was read through, the last first; none, if the text is not misread.

    >>> misread_through("Jokaisella ihmisellц╓ on oikeus siihen, ettц╓ hц╓net henkilц╤nц╓ tunnustetaan")
    ['koi8_r']
    >>> misread_through("“Für Élise”, à la carte, über Straßen")
    []
    """
    codecs: list[str] = []
    for _ in range(_LAYERS):
        codec = _codec_of(text)
        if codec is None:
            break
        codecs.append(codec)
        text = read_again(text, codec)
    return codecs


def read_again(text: str, codec: str) -> str:
    """Return `text` with each sequence that UTF-8 became under `codec` as its character.

    >>> read_again("ettц╓ hц╓net", "koi8_r")
    'että hänet'
    """
    table = _codec(codec)

    def decoded(match: re.Match[str]) -> str:
        try:
            return bytes(table.bytes[character] for character in match.group()).decode()
        except UnicodeDecodeError:  # too long a form, or a surrogate
            return match.group()

    return table.sequence.sub(decoded, text)


def _codec_of(text: str) -> str | None:
    matches = _RUN.finditer(text)
    first = [match.group() for match in islice(matches, _FIRST_RUNS)]
    if not first or sum(len(run) == 1 for run in first) > 1:  # no codec makes one character of a sequence
        return None
    runs = first + [match.group() for match in islice(matches, _SAMPLE)]
    shares = {name: _share(_codec(name).sequence, runs) for name in _CODECS}
    best = max(shares, key=lambda name: shares[name])
    return best if shares[best] else None


def _share(sequence: re.Pattern[str], runs: list[str]) -> float:
    """Return the share of the characters beyond ASCII that form sequences; 0 if that proves nothing."""
    if sum(sequence.match(run) is None for run in runs[:_FIRST_RUNS]) > 1:
        return 0
    sample = "\n".join(runs)[:_SAMPLE]
    found = sequence.findall(sample)
    share = sum(map(len, found)) / max(1, len(sample.replace("\n", "")))
    return share if share >= _COVERED and len(found) >= (_FEWEST if share == 1 else _MANY) else 0


@cache
def _codec(name: str) -> _Codec:
    characters = {byte: _character(byte, name) for byte in range(0x80, 0x100)}

    def any_of(first: int, last: int) -> str:
        return f"[{re.escape(''.join(characters[byte] for byte in range(first, last + 1)))}]"

    following = any_of(0x80, 0xBF)
    heads = any_of(0xC2, 0xDF), any_of(0xE0, 0xEF), any_of(0xF0, 0xF4)
    forms = (f"{head}{following}{{{length}}}" for length, head in enumerate(heads, 1))
    return _Codec({c: byte for byte, c in characters.items()}, re.compile("|".join(forms)))


def _character(byte: int, codec: str) -> str:
    """Return the character of a byte; what the codec does not define stays a C1 control."""
    return bytes([byte]).decode(codec, "ignore") or chr(byte)
