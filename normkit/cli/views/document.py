"""One record as a page of text: what stayed, what went and why, what was found."""

import json
import shutil
import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator

import click

from normkit.cli.views.screen import printable, printable_line
from normkit.ledger.edits import EditSet
from normkit.ledger.trace import that_took
from normkit.record.record import FindingRecord, Record
from normkit.text.lines import Line, split_lines
from normkit.text.spans import Span

_WIDEST = 100
_EXCERPT = 60
_NAME = 23


def page(record: Record) -> Iterator[str]:
    """Yield the lines of the page: metadata, the text line by line, then counts.

    A line begins with `-` if it was removed, with `~` if it was changed, and with `?` where a finding is
    told; the rules stand behind it in brackets. Colour only repeats that.
    """
    about = (record.name, record.id, record.raw.encoding)
    yield click.style(printable_line("  ".join(filter(None, about))), bold=True)
    yield from _metadata(record)
    yield ""
    yield from _body(record)
    yield from _changes(record)
    for problem in record.problems:
        told = f"problem: {problem.stage} {problem.version}: {problem.reason}"
        yield click.style(printable_line(told), fg="red")


def _metadata(record: Record) -> Iterator[str]:
    """Yield the values, and the names of those that are not known."""
    unknown = ", ".join(name for name, value in record.metadata.items() if value is None)
    rows = [(name, json.dumps(v, ensure_ascii=False)) for name, v in record.metadata.items() if v is not None]
    for name, told in [*rows, *([("not known", unknown)] if unknown else [])]:
        yield from _fill(told, f"  {name:<{_NAME - 3}} ", " " * _NAME)


def _body(record: Record) -> Iterator[str]:
    sets = record.edit_sets()
    told: set[str] = set()
    for line in split_lines(record.raw_text()):
        if line.is_blank:
            yield ""
            continue
        kept, rules = _follow(line.span, sets)
        if kept is None:
            yield from _told("- ", line.text, rules, "red")
        else:
            text = record.text[slice(*kept)].strip("\n")
            yield from _told("~ ", text, rules, "cyan") if rules else _fill(text, "  ", "  ")
        for finding in record.findings:
            if finding.raw_span and line.start <= finding.raw_span[0] < line.stop:
                yield from _finding(finding, line, told)


def _follow(span: Span, sets: Iterable[EditSet]) -> tuple[Span | None, list[str]]:
    """Follow a raw span through all steps: where it is in the output, and the rules that touched it."""
    rules: list[str] = []
    for edit_set in sets:
        acting = [edit.rule for edit in that_took(edit_set, span)]
        mapped = edit_set.forward(span)
        if mapped is None:
            return None, list(dict.fromkeys(acting))
        span, rules = mapped, rules + acting
    return span, list(dict.fromkeys(rules))


def _told(prefix: str, text: str, rules: list[str], colour: str) -> Iterator[str]:
    """Write a line with its rules, which go on a line of their own if there is no room."""
    *lines, last = _fill(text, prefix, prefix)
    reason = f"[{', '.join(rules)}]"
    yield from (click.style(line, fg=colour) for line in lines)
    if len(last) + 2 + len(reason) <= _width():
        yield click.style(last, fg=colour) + "  " + click.style(reason, dim=True)
    else:
        yield click.style(last, fg=colour)
        yield from (click.style(line, dim=True) for line in _fill(reason, prefix, prefix))


def _finding(finding: FindingRecord, line: Line, told: set[str]) -> Iterator[str]:
    """Write a finding; what its rule says is said once a page."""
    assert finding.raw_span
    start, end = (position - line.start for position in finding.raw_span)
    message = "" if finding.message in told else f": {finding.message}"
    told.add(finding.message)
    text = f"{finding.rule}{message} “{textwrap.shorten(line.text[start:end], _EXCERPT)}”"
    yield from (click.style(row, fg="yellow") for row in _fill(text, "  ? ", "  ? "))


def _fill(text: str, first: str, others: str) -> list[str]:
    return textwrap.wrap(printable(text), _width(), initial_indent=first, subsequent_indent=others) or [first]


def _width() -> int:
    return min(shutil.get_terminal_size().columns, _WIDEST)


def _changes(record: Record) -> Iterator[str]:
    """Count the edits by rule."""
    counts: Counter[str] = Counter()
    for edit in record.edits:
        counts[edit.rule] += len(edit.spans)
    if counts:
        yield ""
    for rule, number in counts.most_common():
        yield printable_line(f"{number:>6,}  {rule}")
