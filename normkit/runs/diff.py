"""What differs between two runs."""

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from normkit.ledger.edits import map_backward
from normkit.record.record import Record
from normkit.runs.differences import Change, Changes, Diff, Example, OnlyIn, Tally
from normkit.runs.reading import manifest, records
from normkit.text.spans import Span

_LONGEST = 200  # code points of an example
_WHOLE = ("text", "metadata", "problems", "raw", "id", "extra")  # `source` and `stats` tell nothing more


class _Said(NamedTuple):
    """A proposal as far as it can be compared between pipelines: spans of steps cannot."""

    rule: str
    raw_span: Span | None
    text: str
    weight: float
    message: str = ""


def diff(run1: Path, run2: Path) -> Diff:
    """Compare two finished runs, record by record side by side. Raises OutputError if one is none."""
    result = Diff(only=OnlyIn.nothing(), jobs=_compare_jobs(_job(run1), _job(run2)))
    for one, two in _side_by_side(records(run1), records(run2)):
        if one and two:
            _compare(one, two, result)
        elif one:
            result.only.run1.add(Example(document=one.name, text=one.text[:_LONGEST]))
        elif two:
            result.only.run2.add(Example(document=two.name, text=two.text[:_LONGEST]))
    return result


def _side_by_side(
    ones: Iterator[Record], twos: Iterator[Record]
) -> Iterator[tuple[Record | None, Record | None]]:
    """Pair the records of two runs, each in the order of its bundle."""
    one, two = next(ones, None), next(twos, None)
    while one or two:
        first, second = _place(one), _place(two)
        yield (one if first <= second else None), (two if second <= first else None)
        one = next(ones, None) if first <= second else one
        two = next(twos, None) if second <= first else two


def _place(record: Record | None) -> tuple[float, str]:
    return (record.index, record.name) if record else (float("inf"), "")


def _compare(one: Record, two: Record, result: Diff) -> None:
    aspects = [name for name in _WHOLE if getattr(one, name) != getattr(two, name)]
    aspects += [
        name for name, say in _SAID.items() if _compare_said(name, say(one), say(two), one.name, result)
    ]
    for name in {**one.metadata, **two.metadata}:
        _compare_values(name, one, two, result)
    result.documents += 1
    result.changed += bool(aspects)
    for aspect in aspects:
        result.aspects[aspect] = result.aspects.get(aspect, 0) + 1


def _compare_said(kind: str, one: "Counter[_Said]", two: "Counter[_Said]", document: str, result: Diff) -> bool:
    rules: dict[str, OnlyIn] = getattr(result, kind)
    for side, only in (("run1", one - two), ("run2", two - one)):
        for said in sorted(only.elements(), key=_text_order):
            tally: Tally = getattr(rules.setdefault(said.rule, OnlyIn.nothing()), side)
            tally.add(Example(document=document, text=said.text[:_LONGEST], weight=said.weight))
    return one != two


def _text_order(said: _Said) -> tuple[Span, _Said]:
    return said.raw_span or (0, 0), said._replace(raw_span=None)


def _compare_values(name: str, one: Record, two: Record, result: Diff) -> None:
    old, new = one.metadata.get(name), two.metadata.get(name)
    if old != new:
        result.metadata.setdefault(name, Changes()).add(Change(document=one.name, old=old, new=new))


def _edits(record: Record) -> "Counter[_Said]":
    said: Counter[_Said] = Counter()
    sets = record.edit_sets()
    for place, edit_set in enumerate(sets):
        for edit in edit_set.edits:
            start, end = edit.span
            where = (start, end) if start < end else (start - 1, start)  # an insertion follows a character
            raw_span = map_backward(sets[:place], where) if end else None
            text = edit_set.before[start:end] + (f" → {edit.inserted}" if edit.inserted else "")
            said[_Said(edit.rule, raw_span, text, edit.confidence)] += 1
    return said


def _findings(record: Record) -> "Counter[_Said]":
    raw = record.raw_text() if record.findings else ""
    return Counter(
        _Said(f.rule, f.raw_span, raw[slice(*f.raw_span or (0, 0))], f.score, f.message)
        for f in record.findings
    )


def _claims(record: Record) -> "Counter[_Said]":
    return Counter(_Said(c.rule, c.raw_span, f"{c.name} = {c.value}", c.confidence) for c in record.claims)


_SAID = {"edits": _edits, "findings": _findings, "claims": _claims}


def _job(run: Path) -> dict[str, Any]:
    about = manifest(run)
    return {"input": about["input"], **about["job"]}


def _compare_jobs(one: Mapping[str, Any], two: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    old, new = dict(_flat(one)), dict(_flat(two))
    return {path: (old.get(path), new.get(path)) for path in {**old, **new} if old.get(path) != new.get(path)}


def _flat(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:  # noqa: ANN401 (any JSON)
    """Yield the leaves of JSON with their dotted paths; the steps of a pipeline go by their stages' names."""
    if isinstance(value, list) and value and all(isinstance(item, dict) and "stage" in item for item in value):
        yield path, [item["stage"] for item in value]
        value = {item["stage"]: {key: item[key] for key in item if key != "stage"} for item in value}
    if not isinstance(value, dict):
        yield path, value
        return
    for key, item in value.items():
        yield from _flat(item, f"{path}.{key}" if path else key)
