"""The extra pass over a bundle: every stage that observes is asked about every document."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from normkit.bundles.shard import Shard
from normkit.jobs.job import Job
from normkit.jobs.profiling import Clock, ProfiledWorker
from normkit.pipelines.pipeline import Pipeline
from normkit.pipelines.place import Place
from normkit.sources.raw_document import RawDocument, Unreadable
from normkit.surveys.keys import KeyCounts, Keys, count_keys
from normkit.surveys.survey import Survey


@dataclass
class Seen:
    """What stages observed in some documents."""

    documents: int = 0
    bytes: int = 0
    stages: dict[str, KeyCounts] = field(default_factory=dict)
    cpu: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Observed:
    """What stages observed in a shard."""

    fingerprint: bytes
    seen: Sequence[Seen]

    @property
    def documents(self) -> int:
        """How many documents were asked about."""
        return sum(some.documents for some in self.seen)

    @property
    def bytes(self) -> int:
        """How many bytes they have."""
        return sum(some.bytes for some in self.seen)

    @property
    def cpu(self) -> dict[str, float]:
        """CPU seconds by what they were spent on, if the job is profiled."""
        clock = Clock()
        for some in self.seen:
            clock.add(some.cpu)
        return clock.take()


@dataclass(frozen=True)
class Observing:
    """The pass as plain data."""

    job: Job

    def start(self, place: Place | None = None) -> "Observer | ProfiledWorker[Seen]":
        """Rebuild the pipeline, to be watched at `place`.

        Raises DriftError if it is not the one that was planned.
        """
        if not self.job.profile:
            return Observer(self.job.rebuild(place=place))
        clock = Clock()
        with clock.measuring("start"):
            pipeline = self.job.rebuild(clock, place)
        return ProfiledWorker(Observer(pipeline), clock, "survey")

    def stopped(self, document: RawDocument | Unreadable, step: int, reason: str) -> Seen:  # noqa: ARG002
        """Count nothing of a document that would have killed its worker; its turn comes later."""
        return Seen(documents=1, bytes=len(document.raw))

    def join(self, shard: Shard, taken: Iterable[Seen]) -> Observed:
        """Put together what was seen in all documents of a shard."""
        return Observed(shard.fingerprint, list(taken))


class Observer:
    """A pipeline that observes documents."""

    def __init__(self, pipeline: Pipeline) -> None:
        self._pipeline = pipeline

    def take(self, documents: Sequence[RawDocument | Unreadable]) -> Seen:
        """Ask about each document that could be read, and count. Raises MemoryError where that is watched."""
        place = self._pipeline.place
        readable = {n: each for n, each in enumerate(documents) if isinstance(each, RawDocument)}
        place.begin()
        stages = {stage: count_keys(keys) for stage, keys in self._observe(readable).items()}
        place.enter(len(documents))
        return Seen(len(readable), sum(len(document.raw) for document in readable.values()), stages)

    def _observe(self, documents: Mapping[int, RawDocument]) -> dict[str, list[Keys]]:
        """Observe documents together, or each alone if that fails; one that fails alone is not counted."""
        try:
            return self._pipeline.observe_together(documents)
        except Exception as error:
            if self._pipeline.place.ends(error):
                raise
            observed: dict[str, list[Keys]] = {}
            for number, document in documents.items() if len(documents) > 1 else ():
                for stage, keys in self._observe({number: document}).items():
                    observed.setdefault(stage, []).extend(keys)
            return observed


def add_up(survey: Survey, outcomes: Iterable[Observed]) -> None:
    """Add what was observed in all shards of a bundle, in order."""
    digest = sha256()
    for observed in outcomes:
        digest.update(observed.fingerprint)
        for seen in observed.seen:
            survey.documents += seen.documents
            for stage, counted in seen.stages.items():
                survey.add(stage, counted)
    survey.input = digest.hexdigest()
