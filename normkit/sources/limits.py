"""How much is read at most."""

from pydantic import BaseModel, ConfigDict, Field

RATIO_FREE = 64 * 2**20
"""Bytes that anything may expand to, whatever its ratio."""


class Limits(BaseModel):
    """How much is read at most."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    max_document_bytes: int = Field(
        default=64 * 2**20, gt=0, strict=True, description="A raw document of more bytes is not read."
    )
    max_documents: int | None = Field(
        default=None, gt=0, strict=True, description="Of one bundle so many documents are read, and no more."
    )
    max_ratio: int = Field(
        default=500,
        gt=0,
        strict=True,
        description="Compressed data that expands more times than this, and beyond 64 MiB, is not read on.",
    )

    def why_not(self, size: int, compressed: int | None = None) -> str | None:
        """Say why a document of `size` bytes is not read; None: it may be."""
        if size > self.max_document_bytes:
            return f"{size:,} bytes are more than limits.max_document_bytes, {self.max_document_bytes:,}"
        return None if compressed is None else self.why_not_expand(size, compressed)

    def why_not_expand(self, size: int, compressed: int) -> str | None:
        """Say why `compressed` bytes may not become `size` bytes; None: they may."""
        if size <= RATIO_FREE or size <= self.max_ratio * compressed:
            return None
        return f"it expands more than limits.max_ratio, {self.max_ratio}, times"
