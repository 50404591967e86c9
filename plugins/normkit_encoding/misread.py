"""Text that was UTF-8 and was read through a single-byte codec, all of it: told by counting, not by guessing.

Nearly every character beyond ASCII then belongs to a sequence that is valid UTF-8 again, which no text is by
chance. ftfy repairs single sequences of a few codecs; this repairs whole texts of any.
"""

import re
from collections.abc import Iterable
from functools import partial
from itertools import islice
from typing import NamedTuple

from normkit_encoding.mojibake import mended
from normkit_encoding.plausibility import is_likelier, likelihood
from normkit_encoding.reading import Reading
from normkit_encoding.samples import sample_of
from normkit_encoding.sequences import read_again, sequence_pattern

_CODECS = (  # of equals the first is taken
    "cp1252 latin-1 cp1250 iso8859_2 cp1251 cp1253 cp1254 cp1257 cp1256 cp1255 koi8_r koi8_u mac_roman"
    " mac_latin2 mac_cyrillic mac_greek cp437 cp850 cp852 cp866 iso8859_5 iso8859_7 iso8859_15"
)
_RUN = re.compile("[^\x00-\x7f\xa0\u2011][^\x00-\x7f\u2011]*+")  # a no-break space begins no sequence
_FIRST_RUNS = 8  # of which at most one may not begin with a sequence: a cheap test
_SAMPLE = 2_000  # code points beyond ASCII that are counted
_SOME, _MANY = 3, 10  # sequences
_POSSIBLE, _IMPOSSIBLE = -13.1, -14.5  # for the letters of any language
_FTFYS = ("cp1252", "latin-1")
_COMMON = (*_FTFYS, "cp1250", "iso8859_2", "cp1251", "cp1253", "cp1254", "koi8_r", "mac_roman", "cp437")
_RARE = 4.0  # how much likelier a text must be that went through another codec
_COVERED = 0.97


class _Share(NamedTuple):
    covered: float
    """The share of the characters beyond ASCII that are in sequences."""
    sequences: int

    @property
    def proves(self) -> bool:
        """Whether no text is like that by chance."""
        nearly = self.covered >= _COVERED and self.sequences >= _MANY
        return nearly or (self.covered == 1 and self.sequences > 0)


def misread(text: str) -> Reading | None:
    """Return how to read `text` again if it is UTF-8 that was read through one codec, nearly all of it.

    >>> misread("Jokaisella ihmisellц╓ on oikeus siihen, ettц╓ hц╓net").again("ettц╓ hц╓net")
    'että hänet'
    >>> misread("“Für Élise”, à la carte, über Straßen")
    """
    found = _found(text)
    most = max((share.covered for share in found.values()), default=0)
    likely = [codec for codec, share in found.items() if share.covered == most]
    if not likely:
        return None
    sample = sample_of(text)
    again = {codec: read_again(sample, codec) for codec in likely}
    codec = max(likely, key=lambda codec: _rank(again[codec], codec)) if _differ(again.values()) else likely[0]
    if again[codec] == sample or not _is_proved(found[codec].sequences, sample, again[codec]):
        return None
    return Reading(partial(_again, codec), "mojibake", round(most, 2))


def _differ(texts: Iterable[str]) -> bool:
    return len(set(texts)) > 1


def _rank(again: str, codec: str) -> float:
    """Return the log-probability of what a codec makes of the text."""
    return likelihood(again) * sum(character > "\x7f" for character in again) - _RARE * (codec not in _COMMON)


def _is_proved(sequences: int, sample: str, again: str) -> bool:
    """Tell whether sequences are no chance, being all there is: the fewer, the likelier they must be."""
    if sequences >= _MANY:
        return True
    if likelihood(again) > _POSSIBLE and (sequences >= _SOME or likelihood(sample) < _IMPOSSIBLE):
        return True
    return is_likelier(sample, again) or misread(again) is not None


def _again(codec: str, line: str) -> str:
    """Return a line read again; ftfy, which repairs more than whole sequences, goes first where it can."""
    return read_again(mended(line) if codec in _FTFYS else line, codec)


def _found(text: str) -> dict[str, _Share]:
    """Return, for the codecs that UTF-8 may have been read through, what of the text shows it."""
    matches = _RUN.finditer(text)
    first = [match.group() for match in islice(matches, _FIRST_RUNS)]
    single = sum(len(run) == 1 for run in first)  # no codec makes one character of a sequence
    if single > 1 or single == len(first):
        return {}
    runs = first + [match.group() for match in islice(matches, _SAMPLE)]
    shares = {name: _share(sequence_pattern(name), runs) for name in _CODECS.split()}
    return {name: share for name, share in shares.items() if share.proves}


def _share(sequence: re.Pattern[str], runs: list[str]) -> _Share:
    """Count what of the characters beyond ASCII forms sequences."""
    if sum(sequence.match(run) is None for run in runs[:_FIRST_RUNS]) > 1:
        return _Share(0, 0)
    sample = "\n".join(runs)[:_SAMPLE]
    rest, found = sequence.subn("", sample)
    left = len(rest) - rest.count("\n") - rest.count("\xa0")  # which may be a space beside a sequence
    covered = len(sample) - len(rest)
    return _Share(covered / max(1, covered + left), found)
