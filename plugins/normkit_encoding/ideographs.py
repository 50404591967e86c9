"""Chinese, Japanese and Korean in their double-byte encodings: most of their characters are common ones."""

import re
from collections import Counter

_COMMON = {  # first bytes of the common characters, and of the signs that every text has
    "cp949": ([*range(0xB0, 0xC9), 0xA1, 0xA3], 0xA1),
    "gb18030": ([*range(0xB0, 0xD8), 0xA1, 0xA3], 0xA1),
    "big5": ([*range(0xA4, 0xC7), 0xA1], 0x40),
    "euc_jp": ([*range(0xB0, 0xD0), 0xA1, 0xA3, 0xA4, 0xA5], 0xA1),
    "cp932": ([*range(0x88, 0x99), 0x81, 0x82, 0x83], 0x40),
}
_FEWEST, _DIFFERENT = 8, 6
_SHARE = 0.92
_TOGETHER = re.compile("[^\x00-\x7f]{2,}")
_NEIGHBOURS = 0.8  # share of the characters beside another; letters with accents stand alone


def ideographic_codec(raw: bytes) -> tuple[str, float] | None:
    """Return the codec in which `raw` is valid and mostly common characters, and the share of these.

    >>> ideographic_codec("图书馆早上九点开门".encode("gb18030"))
    ('gb18030', 1.0)
    >>> ideographic_codec("Là où l’été s’achève".encode("cp1252"))
    """
    for codec, (firsts, least) in _COMMON.items():
        try:
            text = raw.decode(codec)
        except UnicodeDecodeError:
            continue
        counts = Counter(character for character in text if character > "\x7f")
        common = sum(
            count for character, count in counts.items() if _is_common(character.encode(codec), firsts, least)
        )
        together = sum(map(len, _TOGETHER.findall(text)))
        enough = common >= _FEWEST and len(counts) >= _DIFFERENT
        if enough and common >= _SHARE * counts.total() and together >= _NEIGHBOURS * counts.total():
            return codec, round(common / counts.total(), 2)
    return None


def _is_common(code: bytes, firsts: list[int], least: int) -> bool:
    return len(code) == 2 and code[0] in firsts and code[1] >= least  # noqa: PLR2004 (bytes of a character)
