"""Write a ledger down as a record."""

import base64
import hashlib
from collections.abc import Iterator
from typing import Any

from normkit.ledger.decoding import Decoding
from normkit.ledger.ledger import Ledger
from normkit.record.record import (
    ClaimRecord,
    EditRecord,
    FindingRecord,
    ProblemRecord,
    RawRecord,
    Record,
    RunRecord,
)
from normkit.sources.raw_document import RawDocument
from normkit.text.counting import count_words
from normkit.text.spans import Span


def record(ledger: Ledger, document: RawDocument) -> Record:
    """Describe what the steps of `ledger` made of `document`."""
    return Record(
        id=document.id,
        index=document.index,
        name=document.name,
        source=document.source,
        text=ledger.text,
        extra=dict(document.extra),
        metadata={name: _six(value) for name, value in ledger.document.metadata.items()},
        claims=list(_claims(ledger)),
        findings=list(_findings(ledger)),
        edits=list(_edits(ledger)),
        problems=[ProblemRecord(stage=p.stage, version=p.version, reason=p.reason) for p in ledger.problems],
        raw=_raw(ledger.decoding, document.raw),
        stats=_stats(ledger.text),
    )


def _claims(ledger: Ledger) -> Iterator[ClaimRecord]:
    for step, claim, raw_span in ledger.claims():
        stage = ledger.steps[step].stage
        yield ClaimRecord(
            name=claim.name,
            value=_six(claim.value),
            stage=stage,
            rule=f"{stage}.{claim.rule}",
            raw_span=raw_span,
            span=ledger.to_output(claim.span, step) if claim.span else None,
            confidence=round(claim.confidence, 6),
        )


def _findings(ledger: Ledger) -> Iterator[FindingRecord]:
    for index, step in enumerate(ledger.steps):
        for finding in step.findings:
            yield FindingRecord(
                stage=step.stage,
                rule=f"{step.stage}.{finding.rule}",
                raw_span=ledger.to_raw(finding.span, index),
                span=ledger.to_output(finding.span, index),
                score=round(finding.score, 6),
                message=finding.message,
            )


def _edits(ledger: Ledger) -> Iterator[EditRecord]:
    for index, step in enumerate(ledger.steps):
        grouped: dict[tuple[str, str, str, float], list[Span]] = {}
        for edit in step.edits.edits:
            removed = step.edits.before[slice(*edit.span)]
            key = edit.rule, removed, edit.inserted, round(edit.confidence, 6)
            grouped.setdefault(key, []).append(edit.span)
        for (rule, removed, inserted, confidence), spans in grouped.items():
            yield EditRecord(
                step=index,
                stage=step.stage,
                rule=f"{step.stage}.{rule}",
                spans=spans,
                removed=removed,
                inserted=inserted,
                confidence=confidence,
            )


def _raw(decoding: Decoding, raw: bytes) -> RawRecord:
    runs = [
        RunRecord(characters=run.characters, verbatim=base64.b64encode(run.encoding).decode())
        if isinstance(run.encoding, bytes)
        else RunRecord(characters=run.characters, encoding=run.encoding)
        for run in decoding.runs
    ]
    return RawRecord(
        encoding=decoding.encoding, bytes=len(raw), sha256=hashlib.sha256(raw).hexdigest(), runs=runs
    )


def _stats(text: str) -> dict[str, int]:
    lines = text.count("\n") + (text[-1:] not in ("", "\n"))
    return {"characters": len(text), "lines": lines, "words": count_words(text)}


def _six(value: Any) -> Any:  # noqa: ANN401 (a number goes in and out, or whatever it is)
    """Scores have six decimals."""
    return round(value, 6) if isinstance(value, float) else value
