"""Whether a word is a given name somewhere in the world: one bit of a file for each hash."""

from functools import cache
from importlib.resources import files
from zlib import crc32

BITS = 1 << 19
FILE = "given_names.bin"


def is_given_name(word: str) -> bool:
    """Whether the hash of a word is that of a given name; so is that of one in 25 other words.

    >>> is_given_name("Valeria"), is_given_name("newsletter")
    (True, False)
    """
    place = bit_of(word)
    return bool(_bits()[place >> 3] >> (place & 7) & 1)


def bit_of(word: str) -> int:
    """Return the place of a word's bit."""
    return crc32(word.casefold().encode()) % BITS


@cache
def _bits() -> bytes:
    return (files(__package__) / FILE).read_bytes()
