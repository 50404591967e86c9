"""Flag documents that are nearly the same as others of the bundle."""

from collections.abc import Iterator
from typing import ClassVar
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from normkit import Claim, Document, Finding, Keys, Options, Rule, Stage, hookimpl, survey_keys

_BITS = np.uint64(32)
_FACTORS = survey_keys(f"factor {number}" for number in range(1_000)) | np.uint64(1)  # odd, else arbitrary
_STEP = np.uint64(0x9E3779B97F4A7C15)

_PAGE = "The council met on Tuesday to speak of the old ferry, and nobody came who had not been asked to come."
_OTHER = "A bridge would cost ten times as much, said the mayor, and it would take ten years until it is built."


class NearDuplicatesOptions(Options):
    """How documents are compared."""

    least_similarity: float = Field(
        default=0.7, gt=0, le=1, description="Least Jaccard similarity of shingles that is flagged."
    )
    least_words: int = Field(default=20, ge=1, description="Never flag a shorter document.")
    shingle: int = Field(default=5, ge=1, le=20, description="Words of a shingle, which are compared together.")
    bands: int = Field(default=20, ge=1, le=100, description="Keys of a document; more make estimates finer.")
    rows: int = Field(default=5, ge=1, le=10, description="Hashes in a key; more make it rarer.")


class NearDuplicates(Stage[NearDuplicatesOptions]):
    """Flags documents that are nearly the same as others of the bundle; needs a survey, and edits nothing.

    Stands first, where the text is what was observed.
    """

    name = "near-duplicates"
    writes: ClassVar = {"near_duplicates": int, "duplicate_group": str}
    before: ClassVar = ("encoding", "language", "metadata", "boilerplate", "translation", "typography")
    rules: ClassVar = (
        Rule("near-duplicate", "Other documents have nearly the same text.", changes=_PAGE, keeps=_OTHER),
    )

    def observe(self, document: Document) -> Keys:
        """Observe the bands of the document's MinHash signature."""
        return self.bands(document)

    def propose(self, document: Document) -> Iterator[Finding | Claim]:
        """Flag the document if enough of its bands are also those of others."""
        if not self.survey or not len(keys := self.bands(document)):
            return
        counts = self.survey.count(keys)
        shared = counts > 1
        similarity = float(shared.mean()) ** (1 / self.options.rows)
        if similarity < self.options.least_similarity:
            return
        others = int(counts.max()) - 1
        yield Finding((0, len(document.text)), "near-duplicate", similarity, f"{others} others are like it")
        yield Claim("near_duplicates", others, "near-duplicate", confidence=similarity)
        group = min(keys[counts == counts.max()].tolist())
        yield Claim("duplicate_group", f"{group:016x}", "near-duplicate", confidence=similarity)

    def bands(self, document: Document) -> Keys:
        """Return a key for each band; none for a document that is too short.

        MinHash of Broder (1997), banded as by Leskovec, Rajaraman and Ullman: two documents share a band with
        the probability of their Jaccard similarity to the power of `rows`.
        """
        options = self.options
        shingles = _shingles([document.text[start:end] for start, end in document.words], options.shingle)
        if len(document.words) < options.least_words or not len(shingles):
            return np.empty(0, np.uint64)
        least = [_mixed(shingles * factor).min() for factor in _FACTORS[: options.bands * options.rows]]
        signature = np.array(least).reshape(options.bands, options.rows)
        numbers = np.arange(options.bands, dtype=np.uint64)
        return _folded(np.column_stack([numbers, signature]))


def _shingles(words: list[str], length: int) -> NDArray[np.uint64]:
    """Return a hash of each `length` words that follow each other, case aside."""
    hashes = np.fromiter((crc32(word.lower().encode()) for word in words), np.uint64, len(words))
    if len(hashes) < length:
        return np.empty(0, np.uint64)
    return _folded(np.lib.stride_tricks.sliding_window_view(hashes, length))


def _folded(rows: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return a hash of each row."""
    folded = np.zeros(len(rows), np.uint64)
    for column in rows.T:
        folded = _mixed((folded + column) * _STEP)
    return folded


def _mixed(hashes: NDArray[np.uint64]) -> NDArray[np.uint64]:
    return (hashes ^ (hashes >> _BITS)) * _STEP


@hookimpl
def normkit_stages() -> list[type[NearDuplicates]]:
    """Provide the stage."""
    return [NearDuplicates]
