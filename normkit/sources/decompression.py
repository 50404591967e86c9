"""Bytes read forward through gzip or Zstandard, known by how they begin; damage ends them, and is told."""

import io
import re
import sys
import zlib
from collections.abc import Callable
from typing import Any, BinaryIO

from normkit.sources.limits import Limits

CHUNK = 2**16
"""Bytes read from a file at once."""

_PIECE = 2**10  # compressed bytes undone at once: Zstandard makes up to 32 MB of so many
_GZIP = b"\x1f\x8b"
_ZSTD = re.compile(rb"\x28\xb5\x2f\xfd|[\x50-\x5f]\x2a\x4d\x18")  # frames, and those to be skipped (RFC 8878)


class Decompressed(io.RawIOBase):
    """A file without its compression, if it has any; of several members or frames, one after the other."""

    def __init__(self, file: BinaryIO, limits: Limits, on_damage: Callable[[str], None]) -> None:
        """Look how `file` begins. Raises ImportError if that needs a package that is not installed."""
        self._file = file
        self._limits = limits
        self._on_damage = on_damage
        self._raw = file.read(CHUNK)
        self._ready = memoryview(b"")  # what is taken of it is not copied again and again
        self._ended = False
        self._consumed = self._produced = 0
        self._decompressor = _decompressor(self._raw)

    def readable(self) -> bool:
        """Return True."""
        return True

    def close(self) -> None:
        """Close the file too, unless it is standard input."""
        if not self.closed and self._file is not sys.stdin.buffer:
            self._file.close()
        super().close()

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401 (a buffer of any kind)
        """Fill `buffer` with what there is, at least one byte; 0 at the end, or at damage."""
        while not self._ready and not self._ended:
            try:
                self._advance()
            except Exception as error:  # noqa: BLE001 (zlib, zstandard and remote files each have their own)
                self._damage(f"{type(error).__name__}: {error}")
        size = min(len(buffer), len(self._ready))
        buffer[:size], self._ready = self._ready[:size], self._ready[size:]
        return size

    def _damage(self, reason: str) -> None:
        self._on_damage(reason)
        self._ended = True

    def _advance(self) -> None:
        if len(self._raw) < _PIECE:
            self._raw += self._file.read(CHUNK)
        if not self._raw:
            self._ended = True
            if self._decompressor is not None and not self._decompressor.eof:
                self._damage("the compressed data is cut off")
        elif self._decompressor is None:
            self._ready, self._raw = memoryview(self._raw), b""
        else:
            self._decompress()

    def _decompress(self) -> None:
        if self._decompressor.eof:
            self._decompressor = _decompressor(self._raw)
            if self._decompressor is None:
                self._damage("something else follows the compressed data")
                return
        piece, self._raw = self._raw[:_PIECE], self._raw[_PIECE:]
        self._ready = memoryview(self._decompressor.decompress(piece))
        self._consumed += len(piece)
        self._produced += len(self._ready)
        if reason := self._limits.why_not_expand(self._produced, self._consumed):
            self._damage(reason)
        if self._decompressor.eof:  # some tools fill up with zeros
            self._raw = (self._decompressor.unused_data + self._raw).lstrip(b"\0")


def _decompressor(start: bytes) -> Any:  # noqa: ANN401 (of zlib or zstandard)
    """Return what undoes the compression that `start` begins with; None: it has none."""
    if start.startswith(_GZIP):
        return zlib.decompressobj(wbits=31)
    if _ZSTD.match(start):
        import zstandard  # noqa: PLC0415 (an extra)

        return zstandard.ZstdDecompressor().decompressobj()
    return None
