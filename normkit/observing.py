"""The extra pass over a bundle: every stage that observes is asked about every document."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256

from normkit.document import RawDocument
from normkit.job import Job
from normkit.keys import KeyCounts, Keys, count_keys
from normkit.pipeline import Pipeline
from normkit.profiling import Clock, ProfiledWorker
from normkit.shard import Shard
from normkit.survey import Survey


@dataclass(frozen=True)
class Observed:
    """What stages observed in a shard."""

    fingerprint: bytes
    documents: int
    bytes: int
    stages: Mapping[str, KeyCounts]
    cpu: dict[str, float] = field(default_factory=dict)
    """CPU seconds by what they were spent on, if the job is profiled."""


@dataclass(frozen=True)
class Observing:
    """The pass as plain data."""

    job: Job

    def start(self) -> "Observer | ProfiledWorker[Observed]":
        """Rebuild the pipeline. Raises DriftError if it is not the one that was planned."""
        if not self.job.profile:
            return Observer(self.job.rebuild())
        clock = Clock()
        with clock.measuring("start"):
            pipeline = self.job.rebuild(clock)
        return ProfiledWorker(Observer(pipeline), clock, "survey")


class Observer:
    """A pipeline that observes shards."""

    def __init__(self, pipeline: Pipeline) -> None:
        self._pipeline = pipeline

    def do(self, shard: Shard) -> Observed:
        """Ask about each document that could be read, and count."""
        documents = [document for document in shard.documents if isinstance(document, RawDocument)]
        seen: dict[str, list[Keys]] = {}
        for document in documents:
            with suppress(Exception):  # one that cannot be decoded is not counted; its turn comes later
                for stage, keys in self._pipeline.observe(document).items():
                    seen.setdefault(stage, []).append(keys)
        counted = {stage: count_keys(keys) for stage, keys in seen.items()}
        size = sum(len(document.raw) for document in documents)
        return Observed(shard.fingerprint, len(documents), size, counted)


def add_up(survey: Survey, outcomes: Iterable[Observed]) -> None:
    """Add what was observed in all shards of a bundle, in order."""
    digest = sha256()
    for observed in outcomes:
        digest.update(observed.fingerprint)
        survey.documents += observed.documents
        for stage, counted in observed.stages.items():
            survey.add(stage, counted)
    survey.input = digest.hexdigest()
