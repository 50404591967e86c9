"""What a run did, for people."""

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

import click

from normkit.cli.views.screen import counted, printable_line, size
from normkit.record.counts import Counts, RuleCounts
from normkit.runs.reading import quarantined

_NAME, _NUMBER = 32, 12


def summary(counts: Counts, out: Path, stages: Sequence[str]) -> Iterator[str]:
    """Yield the lines of a summary that fits 80 columns; `stages` are those of the pipeline."""
    shown = printable_line(out)
    documents = counted(counts.documents, "document")
    head = f"{documents}, {size(counts.bytes)} in, {counts.characters:,} characters out"
    yield click.style(head, bold=True)
    yield from _rules(counts, stages)
    yield from _metadata(counts)
    yield from _failures(counts, out)
    yield ""
    yield f"Look at one:  normkit show {shown} ID"
    yield f"Undo it all:  normkit restore {shown} -o raw"


def _rules(counts: Counts, stages: Sequence[str]) -> Iterator[str]:
    """Yield a table of stages, in their order, and rules."""
    rules = {stage: _of_stage(counts, stage) for stage in stages}
    if not any(rules.values()):
        return
    yield ""
    columns = "".join(f"{title:>{_NUMBER}}" for title in ("edits", "removed", "findings", "claims"))
    yield click.style(f"{'stage and rule':<{_NAME}}{columns}", bold=True)
    for stage, rows in rules.items():
        total = RuleCounts()
        for row in rows.values():
            total.add(row)
        yield click.style(_row(stage, total), fg="cyan")
        for rule, row in sorted(rows.items(), key=_busiest):
            yield _row(f"  {rule}", row)


def _of_stage(counts: Counts, stage: str) -> dict[str, RuleCounts]:
    return {
        name.removeprefix(f"{stage}."): rule
        for name, rule in counts.rules.items()
        if name.startswith(f"{stage}.")
    }


def _busiest(item: tuple[str, RuleCounts]) -> tuple[int | str, ...]:
    name, rule = item
    return -rule.removed, -rule.edits, -rule.findings, -rule.claims, name


def _row(name: str, rule: RuleCounts) -> str:
    """Write what a rule did; what it did not do is left out. Removed are characters."""
    numbers = [
        f"{number:,}" if number else "" for number in (rule.edits, rule.removed, rule.findings, rule.claims)
    ]
    name = name if len(name) < _NAME else f"{name[: _NAME - 2]}…"
    return f"{printable_line(name):<{_NAME}}{''.join(f'{number:>{_NUMBER}}' for number in numbers)}".rstrip()


def _metadata(counts: Counts) -> Iterator[str]:
    if counts.metadata:
        yield ""
        yield click.style(f"{'metadata':<{_NAME}}{'documents':>{_NUMBER}}", bold=True)
    for name, number in sorted(counts.metadata.items(), key=lambda item: (-item[1], item[0])):
        share = number / counts.documents
        yield f"  {printable_line(name):<{_NAME - 2}}{number:>{_NUMBER},}{share:>{_NUMBER}.0%}"


def _failures(counts: Counts, out: Path) -> Iterator[str]:
    for stage, number in sorted(counts.problems.items()):
        told = f"problems: {printable_line(stage)} failed on {counted(number, 'document')}, see their records"
        yield click.style(told, fg="red")
    if counts.quarantined:
        told = f"quarantined: {counted(counts.quarantined, 'document')}, see {out / 'quarantine'}, a bundle"
        yield click.style(printable_line(told), fg="red")
        for row in islice(quarantined(out), 1):
            yield printable_line(f"  {row['name']}: {row['reason']}")
