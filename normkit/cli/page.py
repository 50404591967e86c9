"""One record as a page of text: what stayed, what went and why, what was found."""

import json
import shutil
import textwrap
from collections import Counter
from collections.abc import Iterator

import click

from normkit.cli.screen import printable, printable_line
from normkit.edits import EditSet
from normkit.lines import Line, split_lines
from normkit.record import FindingRecord, Record
from normkit.text import Span

_WIDEST = 100
_EXCERPT = 60


def page(record: Record) -> Iterator[str]:
    """Yield the lines of the page: metadata, the text line by line, then counts.

    A line begins with `-` if it was removed, with `~` if it was changed, and with `?` where a finding is
    told; colour only repeats that.
    """
    about = (record.name, record.id, record.raw.encoding)
    yield click.style(printable_line("  ".join(filter(None, about))), bold=True)
    for name, value in record.metadata.items():
        yield printable_line(f"  {name:<20} {json.dumps(value, ensure_ascii=False)}")
    yield ""
    yield from _body(record)
    yield from _changes(record)
    for problem in record.problems:
        told = f"problem: {problem.stage} {problem.version}: {problem.reason}"
        yield click.style(printable_line(told), fg="red")


def _body(record: Record) -> Iterator[str]:
    sets = record.edit_sets()
    for line in split_lines(record.raw_text()):
        if line.is_blank:
            yield ""
            continue
        kept, rules = _follow(line.span, sets)
        if kept is None:
            yield from _wrap("- ", f"{line.text}  [{', '.join(rules)}]", "red")
        else:
            text = record.text[slice(*kept)].strip("\n")
            yield from _wrap("  " if text == line.text else "~ ", text, None)
        for finding in record.findings:
            if finding.raw_span and line.start <= finding.raw_span[0] < line.stop:
                yield from _wrap("  ? ", _tell(finding, line), "yellow")


def _follow(span: Span, sets: list[EditSet]) -> tuple[Span | None, list[str]]:
    """Follow a raw span through all steps: where it is in the output, and the rules that removed it."""
    for edit_set in sets:
        mapped = edit_set.forward(span)
        if mapped is None:
            start, end = span
            rules = [edit.rule for edit in edit_set.edits if edit.span[0] < end and start < edit.span[1]]
            return None, list(dict.fromkeys(rules))
        span = mapped
    return span, []


def _tell(finding: FindingRecord, line: Line) -> str:
    assert finding.raw_span
    start, end = (position - line.start for position in finding.raw_span)
    return f"{finding.rule}: {finding.message} “{textwrap.shorten(line.text[start:end], _EXCERPT)}”"


def _wrap(prefix: str, text: str, colour: str | None) -> Iterator[str]:
    width = min(shutil.get_terminal_size().columns, _WIDEST)
    for line in textwrap.wrap(printable(text), width, initial_indent=prefix, subsequent_indent=prefix):
        yield click.style(line, fg=colour) if colour else line


def _changes(record: Record) -> Iterator[str]:
    """Count the edits by rule."""
    counts: Counter[str] = Counter()
    for edit in record.edits:
        counts[edit.rule] += len(edit.spans)
    if counts:
        yield ""
    for rule, number in counts.most_common():
        yield printable_line(f"{number:>6}  {rule}")
