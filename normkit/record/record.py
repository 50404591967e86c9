"""What normkit writes down about one document, and how the raw bytes come back from it."""

import base64
import hashlib
from collections.abc import Iterable
from itertools import groupby
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from normkit.errors import UsageError
from normkit.ledger.decoding import Run, encode
from normkit.ledger.edits import EditSet, OverlapError, arrange, undo
from normkit.ledger.trace import Removal, Steps, Trace, follow, removals, trace
from normkit.stages.document import Value
from normkit.stages.proposals import Edit
from normkit.text.spans import Span


class RestoreError(UsageError, ValueError):
    """A record does not give back the bytes whose checksum it holds: it was altered or damaged."""


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ClaimRecord(_Model):
    """A metadata value that a stage claimed, with the evidence."""

    name: str
    value: str | int | float | bool
    stage: str
    rule: str = Field(description="stage.rule-name")
    raw_span: Span | None = Field(description="Code points of the decoded raw text; null: the whole document.")
    span: Span | None = Field(
        description="Code points of `text`; null if it was removed, or is the whole document."
    )
    confidence: float


class FindingRecord(_Model):
    """A span that a stage flagged."""

    stage: str
    rule: str = Field(description="stage.rule-name")
    raw_span: Span | None = Field(
        description="Code points of the decoded raw text; null if a step inserted it."
    )
    span: Span | None = Field(description="Code points of `text`; null if it was removed.")
    score: float
    message: str


class EditRecord(_Model):
    """The edits of one step that differ only in where they are."""

    step: int = Field(description="Position of the stage in the pipeline, from 0.")
    stage: str
    rule: str = Field(description="stage.rule-name")
    spans: list[Span] = Field(description="Code points of the text that the step was given.")
    removed: str
    inserted: str
    confidence: float


class ProblemRecord(_Model):
    """A stage that failed on this document, and so changed nothing."""

    stage: str
    version: str
    reason: str


class RunRecord(_Model):
    """A stretch of the raw text: in `encoding`, or from the bytes in `verbatim`."""

    characters: int
    encoding: str | None = None
    verbatim: str | None = Field(
        default=None, description="The raw bytes in Base64, where no encoding gives them."
    )

    def run(self) -> Run:
        """Return what this describes."""
        if self.encoding is None:
            return Run(self.characters, base64.b64decode(self.verbatim or ""))
        return Run(self.characters, self.encoding)


class RawRecord(_Model):
    """What the document was before normkit."""

    encoding: str
    bytes: int
    sha256: str
    runs: list[RunRecord] = Field(description="Empty: all of it is in `encoding`.")


class Record(_Model):
    """One document, described. `restore` needs nothing else."""

    id: str
    index: int
    name: str
    source: str
    text: str
    extra: dict[str, Any]
    metadata: dict[str, Value | None]
    claims: list[ClaimRecord]
    findings: list[FindingRecord]
    edits: list[EditRecord]
    problems: list[ProblemRecord]
    raw: RawRecord
    stats: dict[str, int] = Field(description="Of `text`: characters (code points), lines, words.")

    def edit_sets(self) -> list[EditSet]:
        """Return what each step did that edited, in order; rules are full names. Raises RestoreError."""
        return [edit_set for _, edit_set in self._steps()]

    def raw_text(self) -> str:
        """Return the decoded raw text: `text` with every edit undone."""
        sets = self.edit_sets()
        return sets[0].before if sets else self.text

    def removed(self) -> list[Removal]:
        """Return what was removed from the decoded raw text, in its order; no character stands in two."""
        return list(removals(self._steps()))

    def trace(self, position: int) -> Trace:
        """Say where the character at `position` of `text` (code points) comes from. Raises IndexError."""
        _check_position(position, len(self.text), "the output")
        return trace(self._steps(), position)

    def follow(self, position: int) -> Trace:
        """Say what became of the raw character at `position` (code points). Raises IndexError."""
        steps = self._steps()
        _check_position(position, len(steps[0][1].before if steps else self.text), "the raw text")
        return follow(steps, position)

    def _steps(self) -> Steps:
        """Undo step by step. Raises RestoreError if edits overlap: the record was altered or damaged."""
        steps: list[tuple[int, EditSet]] = []
        text = self.text
        for number, group in groupby(reversed(self.edits), key=lambda entry: entry.step):
            entries = list(group)
            text = undo(text, _in_order(entries))
            edits = [Edit(span, e.inserted, e.rule, e.confidence) for e in entries for span in e.spans]
            try:
                steps.append((number, EditSet(text, arrange(edits))))
            except OverlapError as error:
                msg = f"{self.name}: the record cannot be undone ({error})"
                raise RestoreError(msg) from error
        return steps[::-1]

    def restore(self) -> bytes:
        """Return the raw bytes. Raises RestoreError if they do not match the checksum."""
        text = self.raw_text()
        try:
            raw = encode(text, self.raw.encoding, tuple(run.run() for run in self.raw.runs))
        except (ValueError, LookupError) as error:
            msg = f"{self.name}: the record cannot be undone ({error})"
            raise RestoreError(msg) from error
        if hashlib.sha256(raw).hexdigest() != self.raw.sha256:
            msg = f"{self.name}: the restored bytes do not match the record's checksum"
            raise RestoreError(msg)
        return raw


def _check_position(position: int, length: int, what: str) -> None:
    if not 0 <= position < length:
        msg = f"position {position} is not in {what}, which has {length} characters"
        raise IndexError(msg)


def _in_order(entries: Iterable[EditRecord]) -> list[tuple[int, str, str]]:
    """Ungroup the edits of one step. Of two at one position the insertion comes first."""
    spans = [(span, entry) for entry in entries for span in entry.spans]
    spans.sort(key=lambda item: item[0])
    return [(span[0], entry.removed, entry.inserted) for span, entry in spans]
