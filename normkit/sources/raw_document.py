"""What a bundle holds."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class RawDocument:
    """What a bundle holds: bytes, with their place in it and whatever columns came along."""

    raw: bytes
    index: int = 0
    id: str = ""
    name: str = ""
    source: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def about(self) -> tuple[str, Mapping[str, Any]]:
        """What came along with the bytes."""
        return self.id, self.extra


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A document, or the rest of a bundle, that could not be had, with the bytes that could."""

    name: str
    reason: str
    raw: bytes = b""
    index: int = 0
    source: str = ""

    @property
    def about(self) -> str:
        """What came along with the bytes."""
        return self.reason
