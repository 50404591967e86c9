"""In how many documents of a bundle each key is: counted in one extra pass, in bounded memory."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field

from normkit.errors import UsageError
from normkit.surveys.keys import KeyCounts, Keys, mixed, survey_keys

CAP = 2**16 - 1
"""Where counting ends."""

DEPTH = 4
DEFAULT_BYTES = 16 * 2**20
_LEAST, _MOST = 2**10, 2**32

_FACTORS = survey_keys(f"row {row}" for row in range(DEPTH))[:, None] | np.uint64(1)  # odd, else arbitrary
_HALF = np.uint64(32)


class SurveyError(UsageError):
    """Counts cannot be had, or are not those that a stage asks for."""


class SurveyOptions(BaseModel):
    """How a bundle is surveyed."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    bytes: int = Field(
        default=DEFAULT_BYTES, ge=_LEAST, le=_MOST, strict=True, description="Memory for counts of keys."
    )


class Survey:
    """A count-min sketch (Cormode and Muthukrishnan, 2005) of the keys that stages observed in documents.

    A count is never too low, but for ending at 65,535. It is too high by more than `e * keys / width` with a
    probability of `e ** -4`, 2 %, where `keys` are the distinct keys of each document, added up, and `width`
    is an eighth of the size in bytes: with 16 MiB and 100 keys a document, by 1 at 8,000 documents, by 13 at
    100,000. Updates are plain, so that counts do not depend on the order or on how documents are divided.
    """

    def __init__(self, steps: Sequence[Mapping[str, Any]], size: int = DEFAULT_BYTES) -> None:
        """Begin with nothing counted, in `size` bytes; `steps` identify the stages that observe.

        Raises SurveyError for a size below 1 KiB or above 4 GiB.
        """
        if not _LEAST <= size <= _MOST:
            msg = f"a survey of {size:,} bytes cannot be made; give it {_LEAST:,} to {_MOST:,}"
            raise SurveyError(msg)
        self.size = size
        self.steps = {step["stage"]: step for step in steps}
        self.documents = 0
        """How many were read."""
        self.observed = dict.fromkeys(self.steps, 0)
        """How many each stage observed: those on which it failed are missing."""
        self.input = ""
        """Digest of the documents that a run read for it."""
        self.origin = "this survey"
        """What messages call it."""
        self.rows = np.zeros((DEPTH, size // DEPTH // np.uint16().itemsize), np.uint16)

    def add(self, stage: str, counted: KeyCounts) -> None:
        """Add what `stage` observed in some more documents."""
        self.observed[stage] += counted.documents
        for row, places in zip(self.rows, self._places(mixed(counted.keys, stage)), strict=True):
            np.add.at(self._sums, places, counted.counts)  # keys may share a place
            row[places] = np.minimum(row[places] + self._sums[places], CAP)
            self._sums[places] = 0

    def count(self, stage: str, keys: Keys) -> NDArray[np.int64]:
        """Return for each key how many documents `stage` observed it in."""
        counts = np.take_along_axis(self.rows, self._places(mixed(keys, stage)), axis=1)
        least: NDArray[np.int64] = counts.min(axis=0).astype(np.int64)
        return least

    def of(self, step: Mapping[str, Any]) -> "StageSurvey":
        """Return the counts of one stage. Raises SurveyError if it observed nothing, or was another then."""
        name = step["stage"]
        if (then := self.steps.get(name)) is None:
            msg = f"{self.origin} holds no counts of stage {name!r}; leave it out, and a run makes its own"
            raise SurveyError(msg)
        if differing := sorted(key for key in step.keys() | then.keys() if step.get(key) != then.get(key)):
            msg = (
                f"{self.origin} was made by stage {name!r} with other {', '.join(differing)}; "
                "leave it out, and a run makes its own"
            )
            raise SurveyError(msg)
        return StageSurvey(self, name)

    def _places(self, keys: Keys) -> NDArray[np.intp]:
        """Return where the counts of `keys` stand in each row: multiply, keep the upper half, scale it."""
        halves = keys * _FACTORS >> _HALF
        return (halves * np.uint64(self.rows.shape[1]) >> _HALF).astype(np.intp)

    @cached_property
    def _sums(self) -> NDArray[np.uint32]:
        """Zeros between calls: what `add` is adding to a row, wide enough for all keys of one call."""
        return np.zeros(self.rows.shape[1], np.uint32)


class StageSurvey:
    """What a stage is given: in how many documents of the bundle it observed a key."""

    def __init__(self, survey: Survey, stage: str) -> None:
        self._survey = survey
        self._stage = stage

    @property
    def documents(self) -> int:
        """How many documents the stage observed."""
        return self._survey.observed[self._stage]

    def count(self, keys: Keys) -> NDArray[np.int64]:
        """Return for each key in how many documents it was: never too low, seldom too high, at most 65,535."""
        return self._survey.count(self._stage, keys)
