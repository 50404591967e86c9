"""Text that was UTF-8 and was read through a single-byte codec, all of it: told by counting, not by guessing.

Nearly every character beyond ASCII then belongs to a sequence that is valid UTF-8 again, which no text is by
chance. ftfy repairs single sequences of a few codecs; this repairs whole texts of any.
"""

import re
from functools import cache, partial
from itertools import islice
from typing import NamedTuple

from normkit_encoding.code_pages import HIGH
from normkit_encoding.code_pages import characters as code_page
from normkit_encoding.plausibility import fold, plausibility, sample_of
from normkit_encoding.reading import Reading

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
_EQUAL = 0.005


class _Codec(NamedTuple):
    bytes: dict[str, int]
    """The byte that each character beyond ASCII came from."""
    sequence: re.Pattern[str]
    """What stands for one UTF-8 sequence."""


def misread(text: str) -> Reading | None:
    """Return how to read `text` again if it is UTF-8 that was read through one codec, nearly all of it.

    >>> misread("Jokaisella ihmisellц╓ on oikeus siihen, ettц╓ hц╓net").again("ettц╓ hц╓net")
    'että hänet'
    >>> misread("“Für Élise”, à la carte, über Straßen")
    """
    shares = _shares(text)
    likely = [codec for codec, share in shares.items() if share > max(shares.values()) - _EQUAL]
    if not likely:
        return None
    sample = sample_of(text)
    codec = max(likely, key=partial(_plausible, sample)) if len(likely) > 1 else likely[0]
    return Reading(partial(read_again, codec=codec), "mojibake", round(shares[codec], 2))


def _plausible(sample: str, codec: str) -> float:
    """Return how likely the letters beyond ASCII are that `sample` has when it is read again."""
    again = read_again(sample, codec)
    return plausibility(fold(again), [character > "\x7f" for character in again])


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


def _shares(text: str) -> dict[str, float]:
    """Return, for the codecs that UTF-8 may have been read through, how much of what is beyond ASCII shows it."""
    matches = _RUN.finditer(text)
    first = [match.group() for match in islice(matches, _FIRST_RUNS)]
    if not first or sum(len(run) == 1 for run in first) > 1:  # no codec makes one character of a sequence
        return {}
    runs = first + [match.group() for match in islice(matches, _SAMPLE)]
    shares = {name: _share(_codec(name).sequence, runs) for name in _CODECS}
    return {name: share for name, share in shares.items() if share}


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
    characters = code_page(name)

    def any_of(first: int, last: int) -> str:
        return f"[{re.escape(characters[first - 0x80 : last - 0x7F])}]"

    following = any_of(0x80, 0xBF)
    heads = any_of(0xC2, 0xDF), any_of(0xE0, 0xEF), any_of(0xF0, 0xF4)
    forms = (f"{head}{following}{{{length}}}" for length, head in enumerate(heads, 1))
    return _Codec(dict(zip(characters, HIGH, strict=True)), re.compile("|".join(forms)))
