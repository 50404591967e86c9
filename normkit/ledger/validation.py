"""Which proposals the core accepts. One that it does not voids all of that stage's for that document."""

import math
import re
from collections.abc import Iterable
from typing import NoReturn, TypeAlias

from normkit.ledger.edits import OverlapError, arrange
from normkit.mistakes import nearest
from normkit.reasons import proposed_at
from normkit.stages.proposals import Claim, Edit, Finding, Proposal
from normkit.stages.stage import Options, Stage

_SURROGATE = re.compile("[\ud800-\udfff]")


class InvalidProposalError(ValueError):
    """A stage proposed something that cannot be done; the message says what, and what would be right."""


Validated: TypeAlias = tuple[list[Edit], list[Finding], list[Claim]]
"""What a stage proposes about one document, by kind; the edits arranged."""


def validate(proposals: Iterable[Proposal], stage: Stage[Options], length: int) -> Validated:
    """Check proposals, as `stage.propose` returned them, against a text of `length` code points.

    Types must be exact: a subclass may answer otherwise the second time. Raises InvalidProposalError, which
    also says where in the stage's files the proposal was yielded.
    """
    edits: list[Edit] = []
    findings: list[Finding] = []
    claims: list[Claim] = []
    check = _Check(stage, length)
    try:
        if isinstance(proposals, Proposal):
            _refuse(f"{_told(proposals)} is a single proposal; yield it, or return it in a list")
        for proposal in proposals:
            if type(proposal) is Edit:
                check.edit(proposal)
                edits.append(proposal)
            elif type(proposal) is Finding:
                check.finding(proposal)
                findings.append(proposal)
            elif type(proposal) is Claim:
                check.claim(proposal)
                claims.append(proposal)
            else:
                _refuse(f"{proposal!r:.80} is not a proposal; yield edits, findings and claims")
        return arrange(edit for edit in edits if edit.inserted or edit.span[0] < edit.span[1]), findings, claims
    except (InvalidProposalError, OverlapError) as error:
        msg = f"{error} ({proposed_at(proposals, type(stage))})"
        raise InvalidProposalError(msg) from error


class _Check:
    """Refuses what cannot be done, and says what would be right."""

    def __init__(self, stage: Stage[Options], length: int) -> None:
        self._stage = stage
        self._length = length
        self._rules = {rule.name for rule in stage.rules}

    def edit(self, edit: Edit) -> None:
        self._span(edit, edit.span)
        self._text(edit, edit.inserted)
        self._unit(edit, edit.confidence)
        self._rule(edit)

    def finding(self, finding: Finding) -> None:
        self._span(finding, finding.span, minimum=1)
        self._text(finding, finding.message)
        self._unit(finding, finding.score)
        self._rule(finding)

    def claim(self, claim: Claim) -> None:
        if claim.span is not None:
            self._span(claim, claim.span, minimum=1)
        self._unit(claim, claim.confidence)
        self._rule(claim)
        writes = self._stage.writes
        declared = writes.get(claim.name) if type(claim.name) is str else None
        if declared is None:
            hint = nearest(str(claim.name)[:80], writes, "declared")
            _refuse(f"{_told(claim)}: name {claim.name!r:.80} is not declared in {self._class}.writes; {hint}")
        wanted = str if declared is list else declared
        if type(claim.value) is not wanted:
            right = f"one {wanted.__name__}{' at a time' if declared is list else ''}"
            _refuse(f"{_told(claim)}: {claim.name} is declared as {declared.__name__}; claim {right}")
        if isinstance(claim.value, str):
            self._text(claim, claim.value)
        elif isinstance(claim.value, float) and not math.isfinite(claim.value):
            _refuse(f"{_told(claim)}: {claim.name} wants a finite number")

    @property
    def _class(self) -> str:
        return type(self._stage).__name__

    def _rule(self, proposal: Proposal) -> None:
        if type(proposal.rule) is not str or proposal.rule not in self._rules:
            hint = nearest(str(proposal.rule)[:80], sorted(self._rules), "declared")
            _refuse(
                f"{_told(proposal)}: rule {proposal.rule!r:.80} is not declared in {self._class}.rules; {hint}"
            )

    def _span(self, proposal: Proposal, span: object, *, minimum: int = 0) -> None:
        if type(span) is not tuple or [*map(type, span)] != [int, int]:
            _refuse(f"{_told(proposal)}: a span is a tuple of two whole numbers, (start, end)")
        start, end = span
        if not 0 <= start <= end - minimum <= self._length - minimum:
            order = "<" if minimum else "<="
            _refuse(
                f"{_told(proposal)}: the span is not a range in a text of {self._length} characters; "
                f"it needs 0 <= start {order} end <= {self._length}"
            )

    @staticmethod
    def _text(proposal: Proposal, text: object) -> None:
        if type(text) is not str or (not text.isascii() and _SURROGATE.search(text)):
            _refuse(f"{_told(proposal)} has {text!r:.80} where a text without surrogates is required")

    @staticmethod
    def _unit(proposal: Proposal, number: object) -> None:
        if type(number) not in (int, float) or not 0 <= number <= 1:  # type: ignore[operator]
            _refuse(f"{_told(proposal)} has {number!r:.80} where a number from 0 to 1 is required")


def _told(proposal: Proposal) -> str:
    return f"{proposal!r:.200}"


def _refuse(reason: str) -> NoReturn:
    raise InvalidProposalError(reason)
