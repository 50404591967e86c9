"""Where the bytes of a bundle come from: a file, a folder, standard input or a remote address."""

import io
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO, cast

from normkit.errors import UsageError
from normkit.sources.decompression import CHUNK, Decompressed
from normkit.sources.limits import Limits
from normkit.sources.raw_document import Unreadable

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

    @property
    def lasts(self) -> bool:
        """Whether it can be read more than once: standard input and pipes cannot."""
        return "://" in self.location or (self.location != STDIN and (self.is_folder or self.path.is_file()))

    @property
    def state(self) -> tuple[int, int] | None:
        """What shows that a file was changed: its length and time; None where there is no telling."""
        if self.location == STDIN or not self.path.is_file():
            return None
        status = self.path.stat()
        return status.st_size, status.st_mtime_ns

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
        except (OSError, ValueError) as error:  # ValueError: a path with a NUL
            reason = getattr(error, "strerror", error)
            msg = f"bundle {self.location!r} cannot be read: {reason}; name a file or folder that can"
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
        try:
            stream = Decompressed(file, self.limits, self._note_damage)
        except ImportError as error:
            file.close()
            msg = f"bundle {self.location!r} is compressed with Zstandard: pip install 'normkit[zstd]'"
            raise BundleError(msg) from error
        return io.BufferedReader(stream, CHUNK)

    def _note_damage(self, reason: str) -> None:
        self.damage = reason
