"""What a run counts. Counts of parts add up to the counts of the whole."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from pydantic import BaseModel, ConfigDict

from normkit.record.record import Record


class RuleCounts(BaseModel):
    """What one rule did: edits, characters (code points) removed and inserted, findings, claims."""

    model_config = ConfigDict(extra="forbid")

    edits: int = 0
    removed: int = 0
    inserted: int = 0
    findings: int = 0
    claims: int = 0

    def add(self, other: "RuleCounts") -> None:
        """Add `other` in place."""
        self.edits += other.edits
        self.removed += other.removed
        self.inserted += other.inserted
        self.findings += other.findings
        self.claims += other.claims


class Counts(BaseModel):
    """Documents, sizes, rules by full name, known metadata values, and problems by stage."""

    model_config = ConfigDict(extra="forbid")

    documents: int = 0
    quarantined: int = 0
    bytes: int = 0
    characters: int = 0
    """Code points of the outputs."""
    rules: dict[str, RuleCounts] = {}
    metadata: dict[str, int] = {}
    """By name the documents that have a value; for a yes or no, those where it is yes."""
    problems: dict[str, int] = {}

    @property
    def clean(self) -> bool:
        """Whether every document went through every stage."""
        return not self.quarantined and not self.problems

    def add(self, other: "Counts") -> None:
        """Add `other` in place."""
        self.documents += other.documents
        self.quarantined += other.quarantined
        self.bytes += other.bytes
        self.characters += other.characters
        for rule, counts in other.rules.items():
            if rule not in self.rules:
                self.rules[rule] = RuleCounts()
            self.rules[rule].add(counts)
        self.metadata = dict(Counter(self.metadata) + Counter(other.metadata))
        self.problems = dict(Counter(self.problems) + Counter(other.problems))


def count(records: Iterable[Record]) -> Counts:
    """Count some records."""
    counts = Counts()
    rules: defaultdict[str, Counter[str]] = defaultdict(Counter)
    metadata: Counter[str] = Counter()
    problems: Counter[str] = Counter()
    for record in records:
        counts.documents += 1
        counts.bytes += record.raw.bytes
        counts.characters += len(record.text)
        for edit in record.edits:
            times, rule = len(edit.spans), rules[edit.rule]
            rule["edits"] += times
            rule["removed"] += times * len(edit.removed)
            rule["inserted"] += times * len(edit.inserted)
        for finding in record.findings:
            rules[finding.rule]["findings"] += 1
        for claim in record.claims:
            rules[claim.rule]["claims"] += 1
        metadata.update(name for name, value in record.metadata.items() if value not in (None, False))
        problems.update(problem.stage for problem in record.problems)
    counts.rules = {name: RuleCounts(**rule) for name, rule in rules.items()}
    counts.metadata, counts.problems = dict(metadata), dict(problems)
    return counts
