"""Which documents of a run tell the most about it."""

import heapq
import random
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from normkit.record.record import ClaimRecord, EditRecord, FindingRecord, Record
from normkit.report.values import is_score

FEW, SOME, MOST_RULES = 3, 10, 100


class Chosen(NamedTuple):
    """A document of the sample, and why it is one."""

    record: Record
    reasons: list[str]


class _Highest:
    """The documents with the highest scores; of equal ones the first."""

    def __init__(self, number: int) -> None:
        self._number = number
        self._heap: list[tuple[float, int, Record]] = []

    def offer(self, score: float, record: Record) -> None:
        item = (score, -record.index, record)
        if len(self._heap) < self._number:
            heapq.heappush(self._heap, item)
        elif item[:2] > self._heap[0][:2]:
            heapq.heapreplace(self._heap, item)

    def __iter__(self) -> Iterator[Record]:
        return (record for _, _, record in sorted(self._heap, key=lambda item: item[:2], reverse=True))


class Sample:
    """A bounded number of documents, chosen in one pass: the same ones for the same run."""

    def __init__(self) -> None:
        self._highest: dict[str, _Highest] = {"most changed": _Highest(SOME), "most flagged": _Highest(SOME)}
        self._with_problems: dict[tuple[str, str], Record] = {}
        self._by_rule: dict[str, Record] = {}
        self._random: list[Record] = []
        self._seen = 0
        self._chance = random.Random(0)  # noqa: S311 (no secret, and the same each time)

    def add(self, record: Record) -> None:
        """Consider a document."""
        if share := changed_share(record):
            self._highest["most changed"].offer(share, record)
        if record.findings:
            self._highest["most flagged"].offer(sum(finding.score for finding in record.findings), record)
        for name, value in record.metadata.items():
            if is_score(value):
                assert isinstance(value, float)
                self._highest.setdefault(f"highest {name}", _Highest(FEW)).offer(value, record)
                self._highest.setdefault(f"lowest {name}", _Highest(FEW)).offer(-value, record)
        for problem in record.problems:
            if len(self._with_problems) < SOME:
                self._with_problems.setdefault((problem.stage, problem.reason), record)
        for rule in sorted(rules_of(record)):
            if len(self._by_rule) < MOST_RULES:
                self._by_rule.setdefault(rule, record)
        self._draw(record)

    def _draw(self, record: Record) -> None:
        """Keep each document with the same chance, however many come."""
        self._seen += 1
        if len(self._random) < SOME:
            self._random.append(record)
        elif (place := self._chance.randrange(self._seen)) < SOME:
            self._random[place] = record

    def chosen(self) -> list[Chosen]:
        """Return the sample in the order of the bundle; each document once, with all its reasons.

        A rule that none of them shows gets one that does.
        """
        chosen: dict[int, Chosen] = {}
        for reason, records in self._groups():
            for record in records:
                chosen.setdefault(record.index, Chosen(record, [])).reasons.append(reason)
        shown = {rule for record, _ in chosen.values() for rule in rules_of(record)}
        for rule, record in self._by_rule.items():
            if rule not in shown:
                chosen.setdefault(record.index, Chosen(record, [])).reasons.append("shows a rule")
                shown.update(rules_of(record))
        return [chosen[index] for index in sorted(chosen)]

    def _groups(self) -> Iterator[tuple[str, Iterable[Record]]]:
        yield from self._highest.items()
        yield "with problems", {record.index: record for record in self._with_problems.values()}.values()
        yield "random", self._random


def changed_share(record: Record) -> float:
    """Return the share of the raw text that was removed or replaced; what a step inserted counts if it went."""
    removed = sum(len(edit.removed) * len(edit.spans) for edit in record.edits)
    inserted = sum(len(edit.inserted) * len(edit.spans) for edit in record.edits)
    return removed / (len(record.text) + removed - inserted or 1)


def rules_of(record: Record) -> set[str]:
    """Return the full names of the rules that act in a document."""
    said = chain[EditRecord | FindingRecord | ClaimRecord](record.edits, record.findings, record.claims)
    return {proposal.rule for proposal in said}
