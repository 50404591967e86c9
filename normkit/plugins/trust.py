"""Whose plugins may be imported."""

import re
from collections.abc import Iterable
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

_NAME = re.compile(r"[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?")
OWN = "normkit"
"""The distribution whose plugins are always trusted."""


def _distribution(name: str) -> str:
    if not _NAME.fullmatch(name):
        msg = f"{name!r:.80} is not the name of a distribution"
        raise ValueError(msg)
    return name


def _not_own(name: str) -> str:
    if _same(name) == OWN:
        msg = "normkit's own plugins cannot be denied; leave their stages out of the pipeline"
        raise ValueError(msg)
    return name


_Distribution = Annotated[str, AfterValidator(_distribution)]


class Trust(BaseModel):
    """Which distributions' plugins may be imported; normkit's own always are."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    allow: tuple[_Distribution, ...] = Field(
        default=(), description="Import plugins of these distributions only; empty: of all."
    )
    deny: tuple[Annotated[_Distribution, AfterValidator(_not_own)], ...] = Field(
        default=(), description="Never import plugins of these distributions, even if they are allowed."
    )

    def refusal(self, distribution: str) -> str:
        """Return why plugins of `distribution` are not imported; empty: they may be."""
        if _names(distribution, self.deny):
            return "is denied"
        if self.allow and not _names(distribution, (*self.allow, OWN)):
            return "is not among those allowed"
        return ""


def _names(distribution: str, names: Iterable[str]) -> bool:
    return _same(distribution) in map(_same, names)


def _same(name: str) -> str:
    """Write a name as package indexes compare it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()
