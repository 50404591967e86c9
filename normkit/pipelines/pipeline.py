"""An explicit, ordered list of stages, and documents on their way through it."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import repeat
from typing import Any

from pydantic import ValidationError

from normkit.errors import UsageError
from normkit.ledger.decoding import Decoding, decode
from normkit.ledger.ledger import Ledger, Problem
from normkit.ledger.validation import Validated, validate
from normkit.mistakes import mistakes
from normkit.pipelines.asking import OF_THE_PROCESS, answers
from normkit.pipelines.order import misplaced
from normkit.pipelines.place import Place
from normkit.pipelines.step import PlannedStep
from normkit.plugins.file import PluginFile
from normkit.plugins.loading import Provider, loaded
from normkit.plugins.trust import Trust
from normkit.reasons import reason
from normkit.record.record import Record
from normkit.record.recording import record
from normkit.sources.raw_document import RawDocument
from normkit.stages.document import Document
from normkit.stages.proposals import Proposal
from normkit.stages.stage import Stage
from normkit.surveys.keys import Keys, count_keys, distinct
from normkit.surveys.survey import DEFAULT_BYTES, Survey

DEFAULT = ("encoding", "language", "metadata", "boilerplate", "translation")
"""The stages that run when none are named."""


class PipelineError(UsageError):
    """The stages named, their options or their order do not make a pipeline."""


class Pipeline:
    """Stages in the order given; each sees the text and the metadata that earlier ones left."""

    def __init__(
        self,
        stages: Sequence[str | Stage[Any]] = DEFAULT,
        options: Mapping[str, Mapping[str, Any]] | None = None,
        trust: Trust | None = None,
        survey: Survey | None = None,
        plugins: Sequence[PluginFile] = (),
    ) -> None:
        """Load the plugins of `stages`; `options` are by stage name. A `Stage` object is taken as it is.

        Stages are looked for in `plugins` first, then among those installed. Those that observe are given
        their counts in `survey`. Raises PluginError for a stage that cannot be loaded or is not trusted,
        PipelineError for options or an order that do not fit, SurveyError for a survey that does not.
        """
        names = tuple(stage for stage in stages if isinstance(stage, str))
        self._plugins = loaded(names, trust, tuple(plugins))
        if unknown := sorted((options or {}).keys() - {*names}):
            msg = f"options for {', '.join(unknown)}, which the pipeline does not name; name it or drop them"
            raise PipelineError(msg)
        self.steps = [self._step(stage, (options or {}).get(str(stage), {})) for stage in stages]
        _check_order([step.stage for step in self.steps])
        self.types = {name: kind for step in self.steps for name, kind in step.stage.writes.items()}
        self.observing = [step for step in self.steps if step.stage.observes]
        self.place = Place()
        if survey and not self.observing:
            msg = f"{survey.origin} is of no use: no stage of the pipeline observes; leave it out"
            raise PipelineError(msg)
        for step in self.observing:
            step.stage.survey = survey.of(step.identity) if survey else None

    def _step(self, stage: str | Stage[Any], options: Mapping[str, Any]) -> PlannedStep:
        if isinstance(stage, Stage):
            return PlannedStep(stage, Provider(type(stage).__module__, "0", ""))
        kind, provider = self._plugins.stages[stage]
        try:
            return PlannedStep(kind(kind.options_type.model_validate(options)), provider)
        except ValidationError as error:
            details = "; ".join(sentence for _, sentence in mistakes(error, kind.options_type))
            msg = f"options of {stage}: {details}; 'normkit stages {stage}' lists them"
            raise PipelineError(msg) from error

    def normalize(self, document: RawDocument | bytes | str) -> Record:
        """Take one document through all steps. A string counts as its UTF-8; nothing in it can raise.

        Raises MemoryError if a stage does.
        """
        return self.normalize_together({0: _as_raw(document)})[0]

    def normalize_together(self, documents: Mapping[int, RawDocument]) -> dict[int, Record]:
        """Take all documents through a step before the next: what the step works with stays in the cache.

        The records are those of one after the other; all are in memory at once. `documents` are by their
        numbers at `place`. Raises MemoryError if a stage does.
        """
        ledgers = {}
        for number, document in documents.items():
            self.place.enter(number)
            ledgers[number] = self._open(document)
        for index, step in enumerate(self.steps):
            proposed = self._propose_together(index, ledgers)
            for (number, ledger), answer in zip(ledgers.items(), proposed, strict=True):
                self.place.enter(number, index)
                self._take(step, ledger, answer)
        records = {}
        for number, ledger in ledgers.items():
            self.place.enter(number)
            records[number] = self._record(ledger, documents[number])
        return records

    def stream(self, documents: Iterable[RawDocument | bytes | str]) -> Iterator[Record]:
        """Normalize documents one by one, in order."""
        return map(self.normalize, documents)

    def observe_together(self, documents: Mapping[int, RawDocument]) -> dict[str, list[Keys]]:
        """Return by stage the keys of each document, each once; one at which the stage fails is left out.

        `documents` are by their numbers at `place`. Raises MemoryError if a stage does.
        """
        decoded = {}
        for number, raw in documents.items():
            self.place.enter(number)
            decoded[number] = Document(self._decode(raw.raw)[0].text, raw.id, raw.name)
        observed: dict[str, list[Keys]] = {}
        for step in self.observing:
            index = self.steps.index(step)
            keys = self._observe_together(index, decoded)
            for (number, document), answer in zip(decoded.items(), keys, strict=True):
                self.place.enter(number, index)
                try:
                    found = self._observe(step, document, answer)
                except OF_THE_PROCESS:
                    raise
                except BaseException:  # noqa: BLE001, S112 (a stage may raise anything; it is not counted)
                    continue
                observed.setdefault(step.stage.name, []).append(found)
        return observed

    def survey(self, documents: Iterable[RawDocument | bytes | str], size: int = DEFAULT_BYTES) -> Survey:
        """Count what the stages observe in `documents`, for another pipeline of the same stages.

        `size` is in bytes. Raises SurveyError if it is too small or too large.
        """
        survey = Survey([step.identity for step in self.observing], size)
        for document in documents:
            survey.documents += 1
            for stage, keys in self.observe_together({0: _as_raw(document)}).items():
                survey.add(stage, count_keys(keys))
        return survey

    def _propose_together(
        self, index: int, ledgers: Mapping[int, Ledger]
    ) -> Iterator[Iterable[Proposal] | None]:
        """Yield what the stage of a step proposes about each document; None: it is to be asked alone."""
        stage = self.steps[index].stage
        if not stage.proposes_together:
            return repeat(None, len(ledgers))
        documents = {number: ledger.document for number, ledger in ledgers.items()}
        return answers(stage.propose_together, documents, self._entering(index, documents))

    def _observe_together(self, index: int, documents: Mapping[int, Document]) -> Iterator[Keys | None]:
        """Yield what the stage of a step observes in each document; None: it is to be asked alone."""
        stage = self.steps[index].stage
        if not stage.observes_together:
            return repeat(None, len(documents))
        return answers(stage.observe_together, documents, self._entering(index, documents))

    def _entering(self, index: int, documents: Collection[int]) -> Callable[[int], None]:
        return partial(self.place.enter, step=index, last=max(documents, default=0))

    def _take(self, step: PlannedStep, ledger: Ledger, proposed: Iterable[Proposal] | None) -> None:
        """Take a document through a step; if its stage fails, the others still go on."""
        try:
            proposals = self._propose(step, ledger.document, proposed)
        except OF_THE_PROCESS:
            raise
        except BaseException as error:  # noqa: BLE001 (a stage may raise anything)
            told = reason(error, type(step.stage).__module__)
            ledger.fail(Problem(step.stage.name, step.provider.version, told))
        else:
            ledger.apply(step.stage.name, *proposals)

    def _propose(self, step: PlannedStep, document: Document, proposed: Iterable[Proposal] | None) -> Validated:
        if proposed is None:
            proposed = step.stage.propose(document)
        return validate(proposed, step.stage, len(document.text))

    def _observe(self, step: PlannedStep, document: Document, keys: Keys | None) -> Keys:
        return distinct(step.stage.observe(document) if keys is None else keys)

    def _record(self, ledger: Ledger, document: RawDocument) -> Record:
        return record(ledger, document)

    def _open(self, document: RawDocument) -> Ledger:
        decoding, problems = self._decode(document.raw)
        ledger = Ledger(decoding, self.types, id=document.id, name=document.name)
        ledger.problems += problems
        return ledger

    def _decode(self, raw: bytes) -> tuple[Decoding, list[Problem]]:
        """Take what the first decoder that answers says, or else the core's own UTF-8."""
        problems: list[Problem] = []
        for name, decoder in self._plugins.decoders:
            try:
                if (decoding := decoder(raw=raw)) is not None:
                    return decoding.reversible(raw), problems
            except OF_THE_PROCESS:
                raise
            except BaseException as error:  # noqa: BLE001 (as with stages)
                stage, provider = self._plugins.stages[name]
                problems.append(Problem(name, provider.version, reason(error, stage.__module__)))
        return decode(raw), problems


def _as_raw(document: RawDocument | bytes | str) -> RawDocument:
    if not isinstance(document, str | bytes | RawDocument):
        msg = f"a document is text, bytes or a RawDocument, not {type(document).__name__}"
        raise TypeError(msg)
    if isinstance(document, str):
        document = document.encode(errors="surrogatepass")
    return RawDocument(document) if isinstance(document, bytes) else document


def _check_order(stages: Sequence[Stage[Any]]) -> None:
    for _, told in misplaced(stages):
        msg = f"{told}; the pipeline is {', '.join(stage.name for stage in stages)}"
        raise PipelineError(msg)
