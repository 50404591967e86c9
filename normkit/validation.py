"""Which proposals the core accepts. One that it does not voids all of that stage's for that document."""

import math
import re
from collections.abc import Iterable, Mapping
from typing import NoReturn

from normkit.edits import OverlapError, arrange
from normkit.proposals import Claim, Edit, Finding, Proposal
from normkit.stage import Options, Stage

_SURROGATE = re.compile("[\ud800-\udfff]")


class InvalidProposalError(ValueError):
    """A stage proposed something that cannot be done; the message says what, and what would be right."""


def validate(
    proposals: Iterable[Proposal], stage: Stage[Options], length: int
) -> tuple[list[Edit], list[Finding], list[Claim]]:
    """Check proposals against a text of `length` code points and return them by kind, edits arranged.

    Types must be exact: a subclass may answer otherwise the second time. Raises InvalidProposalError.
    """
    rules = {rule.name for rule in stage.rules}
    edits: list[Edit] = []
    findings: list[Finding] = []
    claims: list[Claim] = []
    for proposal in list(proposals):  # all of them first: a generator may change what it has yielded
        match proposal:
            case Edit() if type(proposal) is Edit:
                _check_edit(proposal, length)
                edits.append(proposal)
            case Finding() if type(proposal) is Finding:
                _check_finding(proposal, length)
                findings.append(proposal)
            case Claim() if type(proposal) is Claim:
                _check_claim(proposal, stage.writes, length)
                claims.append(proposal)
            case _:
                _refuse(f"{proposal!r:.80} is no edit, finding or claim")
        if type(proposal.rule) is not str or proposal.rule not in rules:
            _refuse(f"rule {proposal.rule!r:.80} is not declared in {type(stage).__name__}.rules")
    try:
        return (
            arrange(edit for edit in edits if edit.inserted or edit.span[0] < edit.span[1]),
            findings,
            claims,
        )
    except OverlapError as error:
        _refuse(str(error))


def _check_edit(edit: Edit, length: int) -> None:
    _check_span(edit, edit.span, length)
    _check_text(edit, edit.inserted)
    _check_unit(edit, edit.confidence)


def _check_finding(finding: Finding, length: int) -> None:
    _check_span(finding, finding.span, length, minimum=1)
    _check_text(finding, finding.message)
    _check_unit(finding, finding.score)


def _check_claim(claim: Claim, writes: Mapping[str, type], length: int) -> None:
    if claim.span is not None:
        _check_span(claim, claim.span, length, minimum=1)
    _check_unit(claim, claim.confidence)
    declared = writes.get(claim.name)
    if declared is None:
        _refuse(f"metadata name {claim.name!r:.80} is not declared in writes")
    wanted = str if declared is list else declared
    if type(claim.value) is not wanted:
        _refuse(f"{claim.name} wants a {wanted.__name__}, not {claim.value!r:.80}")
    if isinstance(claim.value, str):
        _check_text(claim, claim.value)
    elif isinstance(claim.value, float) and not math.isfinite(claim.value):
        _refuse(f"{claim.name} wants a finite number, not {claim.value}")


def _check_span(proposal: Proposal, span: object, length: int, *, minimum: int = 0) -> None:
    if type(span) is tuple and [*map(type, span)] == [int, int]:
        start, end = span
        if 0 <= start <= end - minimum <= length - minimum:
            return
    _refuse(f"{proposal.rule!r:.80} has span {span!r:.80}, which is no range in a text of {length} characters")


def _check_text(proposal: Proposal, text: object) -> None:
    if type(text) is not str or (not text.isascii() and _SURROGATE.search(text)):
        _refuse(f"{proposal.rule!r:.80} has {text!r:.80} where a text without surrogates is due")


def _check_unit(proposal: Proposal, number: object) -> None:
    if type(number) not in (int, float) or not 0 <= number <= 1:  # type: ignore[operator]
        _refuse(f"{proposal.rule!r:.80} has {number!r:.80} where a number from 0 to 1 is due")


def _refuse(reason: str) -> NoReturn:
    raise InvalidProposalError(reason)
