"""What the output of a run depends on besides its input."""

import platform
import re
import sys
import unicodedata
from collections.abc import Mapping
from contextlib import suppress
from functools import cache, lru_cache
from importlib.metadata import PackageNotFoundError, requires, version
from typing import Any

from normkit.bundles.shard import SHARD_BYTES
from normkit.pipelines.pipeline import Pipeline
from normkit.plugins.loading import digest_files


def identify(
    pipeline: Pipeline, *, text: bool, parts: str, survey: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """Say everything that the output depends on besides the input; `survey` describes the counts, if any."""
    return {
        "pipeline": [step.identity for step in pipeline.steps],
        "core": _core(),
        "text": text,
        "parts": parts,
        "shard_bytes": SHARD_BYTES,
        "survey": survey,
        "python": platform.python_version(),
        "unicode": unicodedata.unidata_version,
        "packages": packages(frozenset({"normkit", *(step.provider.distribution for step in pipeline.steps)})),
    }


@cache
def _core() -> str:
    return digest_files(sys.modules["normkit"])


@lru_cache(maxsize=64)
def packages(distributions: frozenset[str]) -> dict[str, str]:
    """Return the versions of the distributions and of what they require, as far as these are installed."""
    versions = {}
    for name in sorted(distributions.union(*map(_required, distributions))):
        with suppress(PackageNotFoundError):
            versions[name] = version(name)
    return versions


def _required(distribution: str) -> set[str]:
    try:
        lines = requires(distribution) or []
    except PackageNotFoundError:
        return set()
    return {re.split(r"[^\w.-]", line, maxsplit=1)[0] for line in lines if "extra ==" not in line}
