"""Code pages as tables. A byte that a code page does not define stays the C1 control of its number."""

from functools import cache

HIGH = range(0x80, 0x100)


@cache
def characters(codec: str) -> str:
    """Return the 128 characters of the bytes from 0x80 on.

    >>> characters("cp1251")[0x40:0x44]
    'АБВГ'
    """
    return "".join(bytes([byte]).decode(codec, "ignore") or chr(byte) for byte in HIGH)


@cache
def byte_values(codec: str) -> dict[str, int]:
    """Return the byte of each character beyond ASCII. Latin-1 counts as Windows-1252, so C1 controls do.

    >>> byte_values("cp1252")["Ž"], byte_values("cp1252")[chr(0x8E)]
    (142, 142)
    """
    controls = {chr(byte): byte for byte in range(0x80, 0xA0)} if codec == "cp1252" else {}
    return controls | dict(zip(characters(codec), HIGH, strict=True))


def encoded(text: str, codec: str) -> bytes:
    """Return the bytes that were read as `text`. Raises UnicodeEncodeError for what `codec` has not.

    >>> encoded("Привет", "cp1251") == "Привет".encode("cp1251")
    True
    """
    return text.translate(_numbers(codec)).encode("latin-1")


@cache
def _numbers(codec: str) -> dict[int, int]:
    """Return `byte_values` for `str.translate`; what the code page has not becomes what Latin-1 has not."""
    beyond = dict.fromkeys(HIGH, 256)
    return beyond | {ord(character): byte for character, byte in byte_values(codec).items()}
