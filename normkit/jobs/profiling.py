"""Where the CPU time of a run goes."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from time import process_time
from typing import Any, Generic, Protocol, TypeVar

from normkit.ledger.decoding import Decoding
from normkit.ledger.ledger import Ledger, Problem
from normkit.ledger.validation import Validated
from normkit.pipelines.pipeline import Pipeline
from normkit.pipelines.step import PlannedStep
from normkit.record.parts import Form
from normkit.record.record import Record
from normkit.sources.raw_document import RawDocument, Unreadable
from normkit.stages.document import Document
from normkit.stages.proposals import Proposal
from normkit.surveys.keys import Keys

ItemT = TypeVar("ItemT")


class _Outcome(Protocol):
    @property
    def cpu(self) -> dict[str, float]: ...


OutcomeT = TypeVar("OutcomeT", bound=_Outcome)
OutcomeT_co = TypeVar("OutcomeT_co", covariant=True)


class _Worker(Protocol[OutcomeT_co]):
    def take(self, documents: Sequence[RawDocument | Unreadable]) -> OutcomeT_co: ...


class Clock:
    """Adds up CPU seconds of this process by what they are spent on; nothing counts twice."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._within = 0.0

    @contextmanager
    def measuring(self, name: str) -> Iterator[None]:
        """Count what is done here, but not what is measured within it, under `name`."""
        before, self._within = self._within, 0.0
        start = process_time()
        try:
            yield
        finally:
            spent = process_time() - start
            self.add({name: spent - self._within})
            self._within = before + spent

    def add(self, seconds: Mapping[str, float]) -> None:
        """Add what another clock measured."""
        for name, value in seconds.items():
            self.seconds[name] = self.seconds.get(name, 0.0) + value

    def take(self) -> dict[str, float]:
        """Return what was measured, and forget it."""
        taken, self.seconds = self.seconds, {}
        return taken

    def each(self, name: str, items: Iterable[ItemT]) -> Iterator[ItemT]:
        """Yield items, and count what making them takes."""
        items = iter(items)
        while True:
            with self.measuring(name):
                try:
                    item = next(items)
                except StopIteration:
                    return
            yield item

    def hear(self, outcomes: Iterable[OutcomeT]) -> Iterator[OutcomeT]:
        """Yield outcomes of shards, and add what they took."""
        for outcome in outcomes:
            self.add(outcome.cpu)
            yield outcome

    def form(self, form: Form) -> Form:
        """Return the same form of parts, with the making of rows measured."""

        def row(record: Record) -> Any:  # noqa: ANN401 (a row of any form)
            with self.measuring("write"):
                return form.row(record)

        return form._replace(row=row)


class ProfiledPipeline(Pipeline):
    """A pipeline that measures what each of its steps takes."""

    def __init__(self, clock: Clock, *arguments: Any) -> None:  # noqa: ANN401 (as `Pipeline` has them)
        self._clock = clock
        super().__init__(*arguments)

    def _decode(self, raw: bytes) -> tuple[Decoding, list[Problem]]:
        with self._clock.measuring("decode"):
            return super()._decode(raw)

    def _propose_together(
        self, index: int, ledgers: Mapping[int, Ledger]
    ) -> Iterator[Iterable[Proposal] | None]:
        name = f"step {self.steps[index].stage.name}"
        return self._clock.each(name, super()._propose_together(index, ledgers))

    def _propose(self, step: PlannedStep, document: Document, proposed: Iterable[Proposal] | None) -> Validated:
        with self._clock.measuring(f"step {step.stage.name}"):
            return super()._propose(step, document, proposed)

    def _observe_together(self, index: int, documents: Mapping[int, Document]) -> Iterator[Keys | None]:
        name = f"survey {self.steps[index].stage.name}"
        return self._clock.each(name, super()._observe_together(index, documents))

    def _observe(self, step: PlannedStep, document: Document, keys: Keys | None) -> Keys:
        with self._clock.measuring(f"survey {step.stage.name}"):
            return super()._observe(step, document, keys)

    def _record(self, ledger: Ledger, document: RawDocument) -> Record:
        with self._clock.measuring("record"):
            return super()._record(ledger, document)


class ProfiledWorker(Generic[OutcomeT]):
    """A worker whose outcomes say what they took."""

    def __init__(self, worker: _Worker[OutcomeT], clock: Clock, rest: str) -> None:
        """Count what `worker` does besides what its own parts measure under `rest`."""
        self._worker = worker
        self._clock = clock
        self._rest = rest

    def take(self, documents: Sequence[RawDocument | Unreadable]) -> OutcomeT:
        """Take some documents."""
        with self._clock.measuring(self._rest):
            outcome = self._worker.take(documents)
        outcome.cpu.update(self._clock.take())
        return outcome
