"""The `encoding` stage and its decoder: bytes of any origin to text, and text free of coding faults."""

from normkit import Decoding, hookimpl
from normkit_encoding.decoder import decode_bytes
from normkit_encoding.stage import Encoding


@hookimpl
def normkit_stages() -> list[type[Encoding]]:
    """Provide the stage."""
    return [Encoding]


@hookimpl
def normkit_decode(raw: bytes) -> Decoding:
    """Decode any bytes; there is always an answer."""
    return decode_bytes(raw)
