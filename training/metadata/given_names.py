"""The given names of many countries, from the lists of the package Faker (MIT), as hashes."""

import re
from collections.abc import Iterable, Iterator
from importlib import import_module
from pkgutil import iter_modules

from normkit_metadata.given_names import BITS, bit_of

_CASED = re.compile(r"[a-zà-ſа-яёα-ωάέήίόύώ]{2,}")
_PART = re.compile(r"[\s-]+")


def given_names() -> bytes:
    """Return the file of bits that the stage reads."""
    bits = bytearray(BITS // 8)
    for name in _names():
        place = bit_of(name)
        bits[place >> 3] |= 1 << (place & 7)
    return bytes(bits)


def _names() -> Iterator[str]:
    package = import_module("faker.providers.person")
    for module in iter_modules(package.__path__):
        provider = import_module(f"{package.__name__}.{module.name}").Provider
        for attribute in dir(provider):
            names = getattr(provider, attribute)
            if attribute.startswith("first_names") and isinstance(names, list | tuple | dict):
                yield from _parts(names)


def _parts(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        for part in _PART.split(str(name).casefold()):
            if _CASED.fullmatch(part):
                yield part
