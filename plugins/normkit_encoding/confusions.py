"""Which code pages are mistaken for which."""

from collections.abc import Iterator

from normkit_encoding.code_pages import byte_values
from normkit_encoding.sequences import covered

_WRITTEN_IN = {  # what was read as the key, the commonest first; those behind the bar are rare
    "cp1252": "cp1251 cp1250 cp1253 cp1254 cp1255 cp1256 cp1257 koi8_r mac_roman cp850 cp437 cp874 | iso8859_2"
    " iso8859_5 iso8859_6 koi8_u cp866 cp852 cp775 mac_cyrillic mac_latin2 mac_greek cp737 mac_turkish",
    "cp1251": "cp1252 koi8_r cp866 | koi8_u mac_cyrillic iso8859_5 cp1250 cp1253 cp1254",
    "koi8_r": "cp1251 cp1252 | cp866",
    "cp866": "cp1251 cp1252 | koi8_r",
    "mac_roman": "cp1252 | cp1250 cp1251",
    "cp850": "cp1252",
    "cp437": "cp1252",
    "cp852": "cp1250",
    "cp1250": "cp1252 iso8859_2 | cp852 cp1251",
    "iso8859_2": "cp1252 cp1250",
    "cp1253": "cp1252",
    "cp1254": "cp1252 cp1251",
    "cp1255": "cp1252",
    "cp1256": "cp1252",
    "cp1257": "cp1252 | cp1250",
    "iso8859_5": "cp1251 | koi8_r",
    "mac_cyrillic": "cp1251",
    "koi8_u": "cp1251",
}
_UTF8 = 0.6  # share of sequences that are UTF-8, which legacy text is not by chance


def confusions(sample: str) -> Iterator[tuple[str, str, bool]]:
    """Yield what a text can have been read as, what it may be written in, if that is rare."""
    possible = possibly_read_as(sample)
    if any(covered(sample, codec) > _UTF8 for codec in ("latin-1", *possible)):
        return
    for read_as in possible:
        common, _, rare = _WRITTEN_IN[read_as].partition("|")
        yield from ((read_as, codec, False) for codec in common.split())
        yield from ((read_as, codec, True) for codec in rare.split())


def possibly_read_as(sample: str) -> list[str]:
    """Return the code pages that have all that is beyond ASCII in `sample`."""
    beyond = {character for character in set(sample) if character > "\x7f"}
    return [read_as for read_as in _WRITTEN_IN if beyond <= byte_values(read_as).keys()]
