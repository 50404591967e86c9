"""Cases: a text and what a pipeline must make of it, in YAML files that read like a table."""

from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict

from normkit.pipeline import Pipeline
from normkit.record import Record


class Case(BaseModel):
    """One case. Only what it names is checked."""

    model_config = ConfigDict(extra="forbid")

    name: str
    stages: list[str]
    options: dict[str, dict[str, Any]] = {}
    input: str
    expected: str | None = None
    """The whole output."""
    keeps: list[str] = []
    """Parts of the output."""
    removes: dict[str, list[str]] = {}
    """By rule, texts that it removed, white space at their ends aside."""
    finds: dict[str, list[str]] = {}
    """By rule, parts of the input that a finding lies in or covers."""
    metadata: dict[str, Any] = {}
    known_failure: str = ""
    """Why this case fails today; it must be removed when the case passes."""


def load_cases(path: Path, **defaults: Any) -> list[Any]:  # noqa: ANN401
    """Return the cases of a YAML file as pytest parameters; `defaults` fill in what a case leaves out."""
    import pytest  # noqa: PLC0415 (neither is needed at run time, and both are slow to import)
    import yaml  # noqa: PLC0415

    parameters = []
    for entry in yaml.safe_load(path.read_text(encoding="utf-8")):
        case = Case.model_validate({**defaults, **entry})
        marks = [pytest.mark.xfail(reason=case.known_failure, strict=True)] if case.known_failure else []
        parameters.append(pytest.param(case, id=case.name, marks=marks))
    return parameters


def check_case(case: Case) -> None:
    """Run a case and compare. Raises AssertionError."""
    record = Pipeline(case.stages, case.options).normalize(case.input)
    assert not record.problems
    if case.expected is not None:
        assert record.text == case.expected
    for part in case.keeps:
        assert part in record.text
    for rule, texts in case.removes.items():
        removed = [e.removed.strip() for e in record.edits if e.rule == rule for _ in e.spans]
        for text in texts:
            assert text.strip() in removed, f"{rule} removed only {removed}"
    for rule, texts in case.finds.items():
        for text in texts:
            assert _is_found(record, rule, text), f"{rule} does not flag {text!r}"
    assert {name: record.metadata[name] for name in case.metadata} == case.metadata


def _is_found(record: Record, rule: str, text: str) -> bool:
    start = record.raw_text().index(text)
    end = start + len(text)
    spans = [finding.raw_span for finding in record.findings if finding.rule == rule and finding.raw_span]
    return any(span[0] < end and start < span[1] for span in spans)
