"""Read the raw bundle: a folder of `.txt` files."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from normkit.document import RawDocument
from normkit.errors import UsageError

_NUMBERED = re.compile(r"(\d+)_([0-9a-f]{16})\.txt")


class BundleError(UsageError):
    """The bundle cannot be read at all."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A document whose bytes could not be had."""

    index: int
    name: str
    reason: str


class Folder:
    """A bundle of the files `*.txt` in one folder, by the number in front of their names, then by name."""

    def __init__(self, path: Path) -> None:
        """List the folder. Raises BundleError if that fails or finds nothing."""
        self.path = path
        self.source = path.resolve().name
        try:
            names = [entry.name for entry in path.iterdir() if entry.name.endswith(".txt")]
        except OSError as error:
            msg = f"bundle {str(path)!r} cannot be read: {error.strerror}; name a folder of .txt files"
            raise BundleError(msg) from error
        if not names:
            msg = f"bundle {str(path)!r} holds no .txt file; name the folder that has them"
            raise BundleError(msg)
        self.names = sorted(names, key=_order)

    def __len__(self) -> int:
        """Return the number of documents."""
        return len(self.names)

    def __iter__(self) -> Iterator[RawDocument | Unreadable]:
        """Read one document after the other."""
        for index, name in enumerate(self.names):
            path = self.path / name
            try:
                raw = path.read_bytes()
            except OSError as error:
                yield Unreadable(index, name, f"{error.strerror}")
            else:
                match = _NUMBERED.fullmatch(name)
                yield RawDocument(raw, index, match[2] if match else path.stem, name, self.source)


def _order(name: str) -> tuple[float, str]:
    match = _NUMBERED.fullmatch(name)
    return (int(match[1]) if match else float("inf"), name)
