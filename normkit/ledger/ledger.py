"""The account of one document: its raw bytes, its text, and what every step did to it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from operator import attrgetter
from types import MappingProxyType

from normkit.ledger.decoding import Decoding
from normkit.ledger.edits import EditSet, map_backward, map_forward
from normkit.stages.document import Document, Value
from normkit.stages.proposals import Claim, Edit, Finding
from normkit.text.spans import Span


@dataclass(frozen=True, slots=True)
class Problem:
    """A stage that failed on a document, and so changed nothing."""

    stage: str
    version: str
    reason: str


@dataclass(frozen=True)
class Step:
    """What one stage did. Spans count the text that it was given, `edits.before`."""

    stage: str
    edits: EditSet
    findings: list[Finding]
    claims: list[Claim]


def _moved(claim: Claim, edit_set: EditSet) -> Claim:
    """Return a claim with its span after `edit_set`: most stay where they are."""
    span = claim.span and edit_set.forward(claim.span)
    return claim if span == claim.span else claim._replace(span=span)


_confidence = attrgetter("confidence")


class Ledger:
    """A document on its way through a pipeline."""

    def __init__(self, decoding: Decoding, types: Mapping[str, type], *, id: str, name: str) -> None:  # noqa: A002
        """Begin with a decoded document; `types` are the metadata names that the pipeline declares."""
        self.decoding = decoding
        self.steps: list[Step] = []
        self.problems: list[Problem] = []
        self._types = types
        self.document = Document(decoding.text, id, name, self._metadata())

    @property
    def text(self) -> str:
        """The text as the steps so far left it."""
        return self.document.text

    def apply(self, stage: str, edits: list[Edit], findings: list[Finding], claims: list[Claim]) -> None:
        """Add a step of validated proposals."""
        edit_set = EditSet(self.text, edits)
        self.steps.append(Step(stage, edit_set, findings, claims))
        if edits or claims:
            metadata = self._metadata() if claims else self.document.metadata
            standing = (*self.document.claims, *claims)
            if edits:
                standing = tuple(_moved(claim, edit_set) for claim in standing)
                about = self.document.id, self.document.name, metadata, standing
                self.document = Document(edit_set.after, *about)
            else:
                self.document = self.document.described(metadata, standing)

    def fail(self, problem: Problem) -> None:
        """Add a step that does nothing, and the reason why."""
        self.apply(problem.stage, [], [], [])
        self.problems.append(problem)

    def to_raw(self, span: Span, step: int) -> Span | None:
        """Map a span of the text given to `step` to the decoded raw text."""
        return map_backward([step.edits for step in self.steps[:step]], span)

    def to_output(self, span: Span, step: int) -> Span | None:
        """Map a span of the text given to `step` to the output."""
        return map_forward([step.edits for step in self.steps[step:]], span)

    def claims(self) -> Iterator[tuple[int, Claim, Span | None]]:
        """Yield each claim with its step and its span in the decoded raw text."""
        for index, step in enumerate(self.steps):
            for claim in step.claims:
                yield index, claim, self.to_raw(claim.span, index) if claim.span else None

    def _metadata(self) -> Mapping[str, Value | None]:
        """Choose a value per name: the most confident claim, of equals the last; lists in text order."""
        values: dict[str, Value | None] = dict.fromkeys(self._types)
        claims = [claim for step in self.steps for claim in step.claims]
        for claim in sorted(claims, key=_confidence):  # stable: of equals the last wins
            values[claim.name] = claim.value
        for name in (name for name, kind in self._types.items() if kind is list and values[name] is not None):
            items = [(span or (0, 0), claim) for _, claim, span in self.claims() if claim.name == name]
            values[name] = list(dict.fromkeys(str(c.value) for _, c in sorted(items, key=lambda item: item[0])))
        return MappingProxyType(values)
