"""What differs between two runs, for people."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from normkit.cli.views.screen import printable_line
from normkit.runs.differences import Diff, Example, OnlyIn, Tally

_WIDTH = 80
_NAME = 40
_COUNT = 14
_DIGEST = re.compile("[0-9a-f]{64}")


def differences(diff: Diff, run1: Path, run2: Path) -> Iterator[str]:
    """Yield the lines of a page that fits 80 columns."""
    yield _cut(f"RUN1 {run1}")
    yield _cut(f"RUN2 {run2}")
    yield from _jobs(diff)
    yield from _documents(diff)
    if diff.same:
        yield from _title("nothing differs in what the runs say")
    for title, rules in (("edits", diff.edits), ("findings", diff.findings), ("claims", diff.claims)):
        yield from _rules(title, rules)
    yield from _metadata(diff)


def _jobs(diff: Diff) -> Iterator[str]:
    if diff.jobs:
        yield from _title("job")
    stages1, stages2 = diff.jobs.get("pipeline", ([], []))
    for path, (old, new) in diff.jobs.items():
        if path.split(".")[1:2] not in [[stage] for stage in {*stages1} ^ {*stages2}]:
            yield from _pair(f"  {path}", old, new)


def _documents(diff: Diff) -> Iterator[str]:
    yield from _title("documents, matched by index and name")
    yield f"  {'in both runs':<{_NAME}}{diff.documents:>{_COUNT},}"
    for label, tally in (("in RUN1 only", diff.only.run1), ("in RUN2 only", diff.only.run2)):
        if tally.count:
            yield f"  {label:<{_NAME}}{tally.count:>{_COUNT},}"
            yield from _examples("", tally)
    yield f"  {'that differ':<{_NAME}}{diff.changed:>{_COUNT},}"
    for aspect, number in diff.aspects.items():
        yield f"    {'in ' + aspect:<{_NAME - 2}}{number:>{_COUNT},}"


def _rules(title: str, rules: dict[str, OnlyIn]) -> Iterator[str]:
    if rules:
        yield from _title(f"{title:<{_NAME + 2}}{'RUN1 only':>{_COUNT}}{'RUN2 only':>{_COUNT}}")
    for rule, only in sorted(rules.items()):
        yield f"  {_cut(rule, _NAME - 1):<{_NAME}}{only.run1.count:>{_COUNT},}{only.run2.count:>{_COUNT},}"
        yield from _examples("RUN1 ", only.run1)
        yield from _examples("RUN2 ", only.run2)


def _metadata(diff: Diff) -> Iterator[str]:
    if diff.metadata:
        yield from _title(f"{'metadata':<{_NAME + 2}}{'documents':>{_COUNT}}")
    for name, changes in sorted(diff.metadata.items()):
        yield f"  {_cut(name, _NAME - 1):<{_NAME}}{changes.count:>{_COUNT},}"
        for change in changes.examples:
            yield from _pair(f"    {change.document}", change.old, change.new)


def _examples(prefix: str, tally: Tally) -> Iterator[str]:
    for example in tally.examples:
        yield _cut(f"    {prefix}{_cut(example.document, _NAME)}  {_weight(example)}{_value(example.text)}")


def _weight(example: Example) -> str:
    return "" if example.weight == 1 else f"{example.weight:.2f} "


def _pair(label: str, old: Any, new: Any) -> Iterator[str]:  # noqa: ANN401 (any JSON)
    """Set two values on one line, or if that is too long on three."""
    line = f"{label}  {_value(old)} → {_value(new)}"
    if len(line) <= _WIDTH:
        yield printable_line(line)
        return
    indent = " " * (len(label) - len(label.lstrip()) + 2)
    yield _cut(label)
    yield _cut(f"{indent}RUN1 {_value(old)}")
    yield _cut(f"{indent}RUN2 {_value(new)}")


def _title(text: str) -> Iterator[str]:
    yield ""
    yield click.style(text, bold=True)


def _value(value: Any) -> str:  # noqa: ANN401 (any JSON)
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "[]"
    if isinstance(value, str) and _DIGEST.fullmatch(value):
        return f"{value[:12]}…"
    return json.dumps(value, ensure_ascii=False)


def _cut(text: str, width: int = _WIDTH) -> str:
    text = printable_line(text)
    return text if len(text) <= width else f"{text[: width - 1]}…"
