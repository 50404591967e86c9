"""Cases: a text and what a pipeline must make of it, in YAML files that read like a table.

PYTEST_DONT_REWRITE: the messages say what pytest would add.
"""

from collections.abc import Iterator
from difflib import unified_diff
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from normkit.errors import UsageError
from normkit.mistakes import mistakes
from normkit.pipelines.pipeline import Pipeline
from normkit.record.record import Record

ModelT = TypeVar("ModelT", bound=BaseModel)


class CaseError(UsageError):
    """A file of cases does not hold together."""


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


class CaseFile(BaseModel):
    """A file of cases, with what holds for each of them that does not say otherwise."""

    model_config = ConfigDict(extra="forbid")

    stages: list[str]
    options: dict[str, dict[str, Any]] = {}
    cases: list[dict[str, Any]]


class PlacedCase(NamedTuple):
    """A case, and the line of its file where it begins, from 1."""

    case: Case
    line: int


def read_cases(path: Path) -> Iterator[PlacedCase]:
    """Yield the cases of a YAML file. Raises CaseError for one that is no file of cases."""
    try:
        import yaml  # noqa: PLC0415 (an extra)
    except ImportError as error:
        msg = f"{path} needs PyYAML: pip install 'normkit[test]'"
        raise CaseError(msg) from error
    content = path.read_text(encoding="utf-8")
    file = _validated(CaseFile, yaml.safe_load(content), f"{path}")
    root: Any = yaml.compose(content)
    nodes = {key.value: value for key, value in root.value}
    for entry, node in zip(file.cases, nodes["cases"].value, strict=True):
        line = node.start_mark.line + 1
        given = {"stages": file.stages, "options": file.options, **entry}
        yield PlacedCase(_validated(Case, given, f"{path}:{line}"), line)


def _validated(model: type[ModelT], values: Any, place: str) -> ModelT:  # noqa: ANN401 (any YAML)
    try:
        return model.model_validate(values)
    except ValidationError as error:
        sentences = "; ".join(sentence for _, sentence in mistakes(error, model))
        msg = f"{place}: {sentences}"
        raise CaseError(msg) from error


def check_case(case: Case) -> None:
    """Run a case and compare. Raises AssertionError saying what differs."""
    record = Pipeline(case.stages, case.options).normalize(case.input)
    assert not record.problems, "; ".join(f"{p.stage} fails: {p.reason}" for p in record.problems)
    if case.expected is not None:
        assert record.text == case.expected, _difference(case.expected, record.text)
    for part in case.keeps:
        assert part in record.text, f"{part!r} is not kept; the output is {record.text!r}"
    for rule, texts in case.removes.items():
        removed = [e.removed.strip() for e in record.edits if e.rule == rule for _ in e.spans]
        for text in texts:
            assert text.strip() in removed, f"{rule} removes only {removed}, not {text!r}"
    for rule, texts in case.finds.items():
        for text in texts:
            assert _is_found(record, rule, text), f"{rule} does not flag {text!r}"
    metadata = {name: record.metadata[name] for name in case.metadata}
    assert metadata == case.metadata, f"metadata are {metadata}, not {case.metadata}"


def _difference(expected: str, got: str) -> str:
    lines = unified_diff(expected.splitlines(), got.splitlines(), "expected", "output", lineterm="")
    told = "\n".join(lines)
    return told or f"output is {got!r}, not {expected!r}"


def _is_found(record: Record, rule: str, text: str) -> bool:
    start = record.raw_text().index(text)
    end = start + len(text)
    spans = [finding.raw_span for finding in record.findings if finding.rule == rule and finding.raw_span]
    return any(span[0] < end and start < span[1] for span in spans)
