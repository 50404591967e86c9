"""What is right in the metadata of one text, and over many."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from benchmarks.accuracy.intervals import Statistics
from benchmarks.accuracy.metadata_rows import FIELDS, Row, is_right, person, persons
from benchmarks.accuracy.shingles import share
from normkit import Record

FIGURES = ("precision", "recall", "invented")
"""Of each field."""


class FieldScore(NamedTuple):
    """What is known of a field, and what was said of it."""

    is_known: bool
    is_absent: bool
    is_given: bool
    is_right: bool


class RowScore(NamedTuple):
    """The fields by name; of each claimed value, how sure it was and whether it was right, if that is known."""

    fields: Mapping[str, FieldScore]
    claims: Sequence[tuple[str, float, bool]]
    has_problem: bool


def score(row: Row, record: Record) -> RowScore:
    """Compare what a record says with the gold."""
    fields = {name: _field(name, row, record) for name in FIELDS}
    return RowScore(fields, tuple(_claims(row, record)), bool(record.problems))


def statistics(scores: Sequence[RowScore]) -> Statistics:
    """Return precision and recall of each field, and how many texts without a value were given one."""
    row: dict[str, float | None] = {}
    for name in FIELDS:
        fields = [item.fields[name] for item in scores]
        right = sum(field.is_right for field in fields)
        row[f"{name} precision"] = share(right, sum(f.is_given and (f.is_known or f.is_absent) for f in fields))
        row[f"{name} recall"] = share(right, sum(field.is_known for field in fields))
        row[f"{name} invented"] = share(
            sum(field.is_given and field.is_absent for field in fields),
            sum(field.is_absent for field in fields),
        )
    return row


def _field(name: str, row: Row, record: Record) -> FieldScore:
    value = record.metadata.get(name)
    is_known = row.gold.get(FIELDS[name]) is not None
    is_absent = not is_known and FIELDS[name] in row.absent
    return FieldScore(is_known, is_absent, bool(value), bool(value) and is_known and is_right(name, value, row))


def _claims(row: Row, record: Record) -> Iterator[tuple[str, float, bool]]:
    for claim in record.claims:
        field = FIELDS.get(claim.name)
        if field is None or (row.gold.get(field) is None and field not in row.absent):
            continue
        gold = row.gold.get(field)
        if claim.name == "authors":
            yield claim.name, claim.confidence, person(str(claim.value)) in persons(gold or ())
        else:
            yield claim.name, claim.confidence, gold is not None and is_right(claim.name, claim.value, row)
