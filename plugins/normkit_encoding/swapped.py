"""Text in one legacy encoding that was read as another: told by which letters stand side by side."""

import math
import re
from collections import Counter
from functools import cache, partial
from importlib.resources import files
from itertools import compress
from typing import NamedTuple

from ftfy.fixes import fix_c1_controls

from normkit_encoding.code_pages import byte_values, characters, encoded
from normkit_encoding.confusions import confusions, possibly_read_as
from normkit_encoding.ideographs import ideographic_codec
from normkit_encoding.mojibake import mended
from normkit_encoding.plausibility import plausibility
from normkit_encoding.reading import Reading
from normkit_encoding.samples import sample_of
from normkit_encoding.symbols import IMPOSSIBLE, PUNCTUATION, fold

_RARE = 8.0  # how much likelier a text in a rare code page must be
_PLAUSIBLE = -7.5
_FEWEST = 4
_OFTEN = 8  # times that a letter must change which alone does
_GLANCE = 300  # code points that most texts are judged by
_GAINS = ((4, 4.5), (6, 4.0), (8, 3.0), (40, 2.2))  # the more letters change, the less must be gained by each
_READABLE, _POSSIBLE = -9.7, -12.5
_CLEAR = 4.0
_OWN = 0.95  # share of letters that are of one alphabet
_CONTROL = re.compile("[\x80-\x9f]")


def swapped(text: str) -> Reading | None:
    """Return how to read `text` again if one legacy encoding was read as another in all of it.

    >>> swapped("Áûñòðàÿ ðåêà òåêëà ìåæäó ãîðàìè").again("Áûñòðàÿ ðåêà")
    'Быстрая река'
    >>> swapped("Être là où l’été s’achève, près de l’hôtel")
    """
    plain = text.replace("\xa0", " ").replace("\xad", "").replace("\u2011", "-")  # which stand anywhere
    if not _is_suspect(sample_of(plain, _GLANCE)) or not _is_suspect(sample := sample_of(plain)):
        return None
    if (again := mended(sample)) != sample and not _is_unlikely(again):
        return None
    return _ideographic(text) or _alphabetic(sample)


def _is_suspect(sample: str) -> bool:
    """Tell whether its letters are so unlikely that it may be misread."""
    if len(sample.encode()) < len(sample) + _FEWEST or not possibly_read_as(sample):
        return False
    return _is_unlikely(sample) and not _is_of_one_alphabet(sample)


def _is_unlikely(sample: str) -> bool:
    symbols = fold(sample)
    telling = [symbol > "\x7f" or symbol == IMPOSSIBLE for symbol in symbols]
    return sum(telling) >= _FEWEST and plausibility(symbols, telling) < _PLAUSIBLE


def _is_of_one_alphabet(sample: str) -> bool:
    """Tell whether nearly all that is beyond ASCII are letters of one language that the profiles lack."""
    beyond = (character for character in sample.lower() if character > "\x7f")
    counts = Counter(character for character in beyond if character not in PUNCTUATION)
    others = (1 - _OWN) * counts.total()
    return any(
        sum(counts[letter] for letter in counts.keys() - alphabet) <= others for alphabet in _alphabets()
    )


def _alphabetic(sample: str) -> Reading | None:
    """Return the likeliest of the single-byte code pages, if what it makes of `sample` is likely enough."""
    sample = fix_c1_controls(sample)
    candidates = (
        _Candidate(read_as, written_in, again, rare)
        for read_as, written_in, rare in confusions(sample)
        if (again := sample.translate(_table(read_as, written_in))) != sample and not _CONTROL.search(again)
    )
    best = max(candidates, key=lambda candidate: candidate.rank(sample), default=None)
    gain = best.gain(sample) if best else 0
    if best is None or not gain:
        return None
    table = _table(best.read_as, best.written_in)
    return Reading(lambda line: line.translate(table), "code-page", 1 - math.exp(-gain))


class _Candidate(NamedTuple):
    read_as: str
    written_in: str
    again: str
    """The sample, read again."""
    rare: bool

    def rank(self, sample: str) -> float:
        """Return the log-probability of the pairs that touch what is beyond ASCII in the sample."""
        beyond = [character > "\x7f" for character in sample]
        return plausibility(fold(self.again, sample), beyond) * sum(beyond) - _RARE * self.rare

    def gain(self, sample: str) -> float:
        """Return by how much the pairs that change become likelier; 0 if that proves nothing."""
        changed = [old != new for old, new in zip(sample, self.again, strict=True)]
        if len(set(compress(sample, changed))) == 1 and sum(changed) < _OFTEN:
            return 0
        after = plausibility(fold(self.again, sample), changed)
        gain = after - plausibility(fold(sample), changed)
        enough = any(sum(changed) >= count and gain >= least for count, least in _GAINS)
        return gain if enough and after > (_POSSIBLE if gain > _CLEAR else _READABLE) else 0


@cache
def _table(read_as: str, written_in: str) -> dict[int, str]:
    right = characters(written_in)
    return {ord(character): right[byte - 0x80] for character, byte in byte_values(read_as).items()}


def _ideographic(text: str) -> Reading | None:
    """Return how to read what is in an encoding of Chinese, Japanese or Korean and was read by single bytes."""
    for read_as in dict.fromkeys(read_as for read_as, _, _ in confusions(text)):
        if found := ideographic_codec(encoded(text, read_as)):
            return Reading(partial(_decoded, read_as, found[0]), "code-page", found[1])
    return None


def _decoded(read_as: str, written_in: str, line: str) -> str:
    try:
        return encoded(line, read_as).decode(written_in)
    except UnicodeError:
        return line


@cache
def _alphabets() -> list[frozenset[str]]:
    lines = (files("normkit_encoding") / "alphabets.txt").read_text(encoding="utf-8").splitlines()
    return [frozenset(line.split()[1]) for line in lines if not line.startswith("#")]
