"""Where the bytes of a bundle come from: a file, a folder, standard input or a remote address."""

import io
import sys
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, BinaryIO, cast

from normkit.document import Unreadable
from normkit.errors import UsageError
from normkit.limits import Limits

_CHUNK = 2**16
_PIECE = 2**10  # compressed bytes undone at once: Zstandard makes up to 32 MB of so many
_GZIP = b"\x1f\x8b"
_ZSTD = b"\x28\xb5\x2f\xfd"
STDIN = "-"


class BundleError(UsageError):
    """A bundle cannot be read at all."""


class Source:
    """One bundle as its format's reader sees it."""

    def __init__(self, location: str, fields: Mapping[str, str], limits: Limits) -> None:
        """Raise BundleError if there is nothing at `location`, or it cannot be opened."""
        self.location = location
        self.fields = fields
        """Which columns hold id, text and url, where the format has columns."""
        self.limits = limits
        self.damage: str | None = None
        """Why the stream ended early, if it did."""
        if not self.is_folder and location != STDIN:
            self.open().close()

    @property
    def name(self) -> str:
        """The base name."""
        return "stdin" if self.location == STDIN else self.path.name or self.path.resolve().name

    @property
    def path(self) -> Path:
        """The location as a path."""
        return Path(self.location)

    @property
    def is_folder(self) -> bool:
        """Whether it is a folder of this machine."""
        return self.location != STDIN and self.path.is_dir()

    def too_large(self, name: str, size: int, compressed: int | None = None) -> Unreadable | None:
        """Return why a document of `size` bytes, perhaps from fewer, is not read, if it is too large."""
        reason = self.limits.why_not(size, compressed)
        return Unreadable(name, reason) if reason else None

    def open(self) -> BinaryIO:
        """Open the bytes as they are; a file or remote address can be sought in."""
        if self.location == STDIN:
            return sys.stdin.buffer
        if "://" in self.location:
            return self._open_remote()
        try:
            return self.path.open("rb")
        except OSError as error:
            msg = f"bundle {self.location!r} cannot be read: {error.strerror}; name a file or folder that can"
            raise BundleError(msg) from error

    def _open_remote(self) -> BinaryIO:
        try:
            import fsspec  # noqa: PLC0415 (an extra)
        except ImportError as error:
            msg = f"bundle {self.location!r} is remote: install it with pip install 'normkit[remote]'"
            raise BundleError(msg) from error
        try:
            return cast("BinaryIO", fsspec.open(self.location, "rb").open())
        except Exception as error:
            msg = f"bundle {self.location!r} cannot be read: {type(error).__name__}: {error}"
            raise BundleError(msg) from error

    def stream(self) -> BinaryIO:
        """Open for reading forward, decompressed. At damage the stream ends, and `damage` says why."""
        file = self.open()
        start = file.read(_CHUNK)
        return io.BufferedReader(_Stream(self, file, start, _decompressor(start, self)), _CHUNK)


class _Stream(io.RawIOBase):
    """Bytes from a file through decompressors, one for each member or frame."""

    def __init__(self, source: Source, file: BinaryIO, start: bytes, decompressor: Any) -> None:  # noqa: ANN401
        self._source = source
        self._file = file
        self._raw = start
        self._decompressor = decompressor
        self._ready = b""
        self._consumed = self._produced = 0

    def readable(self) -> bool:
        return True

    def close(self) -> None:
        if not self.closed and self._file is not sys.stdin.buffer:
            self._file.close()
        super().close()

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401 (a buffer of any kind)
        while not self._ready and not self._source.damage:
            try:
                if not self._fill():
                    break
            except Exception as error:  # noqa: BLE001 (zlib, zstandard and remote files each have their own)
                self._source.damage = f"{type(error).__name__}: {error}"
        size = min(len(buffer), len(self._ready))
        buffer[:size], self._ready = self._ready[:size], self._ready[size:]
        return size

    def _fill(self) -> bool:
        """Make more bytes ready; False at the end."""
        if len(self._raw) < _PIECE:
            self._raw += self._file.read(_CHUNK)
        if self._decompressor is None:
            self._ready, self._raw = self._raw, b""
        elif self._raw:
            self._decompress()
        elif not self._decompressor.eof:
            self._source.damage = "the compressed data is cut off"
        return bool(self._ready or self._raw)

    def _decompress(self) -> None:
        if self._decompressor.eof:
            self._decompressor = _decompressor(self._raw, self._source)
        if self._decompressor is None:
            self._source.damage = "something else follows the compressed data"
            return
        piece, self._raw = self._raw[:_PIECE], self._raw[_PIECE:]
        self._ready = self._decompressor.decompress(piece)
        self._consumed += len(piece)
        self._produced += len(self._ready)
        self._source.damage = self._source.limits.why_not_expand(self._produced, self._consumed)
        if self._decompressor.eof:
            self._raw = (self._decompressor.unused_data + self._raw).lstrip(b"\0")


def _decompressor(start: bytes, source: Source) -> Any:  # noqa: ANN401 (of zlib or zstandard)
    """Return what undoes the compression that `start` begins with; None: it has none."""
    if start.startswith(_GZIP):
        return zlib.decompressobj(wbits=31)
    if not start.startswith(_ZSTD):
        return None
    try:
        import zstandard  # noqa: PLC0415 (an extra)
    except ImportError as error:
        msg = f"bundle {source.location!r} is compressed with Zstandard: pip install 'normkit[zstd]'"
        raise BundleError(msg) from error
    return zstandard.ZstdDecompressor().decompressobj()
