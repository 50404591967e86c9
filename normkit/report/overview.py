"""What a whole run did, as numbers and charts: from the manifest, and one pass over the records."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from normkit.record.counts import Counts, RuleCounts
from normkit.record.record import Record
from normkit.report.charts import Bar, Histogram, bars, date_histogram, score_histogram
from normkit.report.values import Values

_MOST_REASONS = 1_000


@dataclass
class Tallies:
    """What the pass over the records counts besides what the manifest says."""

    values: dict[str, Values] = field(default_factory=dict)
    problems: "Counter[str]" = field(default_factory=Counter)
    """By stage and reason."""

    def add(self, record: Record) -> None:
        """Count a document."""
        for name, value in record.metadata.items():
            self.values.setdefault(name, Values()).add(value)
        for problem in record.problems:
            reason = f"{problem.stage} {problem.version}: {problem.reason}"
            if reason in self.problems or len(self.problems) < _MOST_REASONS:
                self.problems[reason] += 1


@dataclass(frozen=True)
class Chart:
    """One metadata name: in how many documents it is known, and its values if they can be drawn."""

    name: str
    known: int
    documents: int
    histogram: Histogram | None = None
    bars: list[Bar] = field(default_factory=list)


@dataclass(frozen=True)
class RuleRow:
    """What one rule did; `share` is of the characters that the busiest rule removed."""

    name: str
    summary: str
    counts: RuleCounts
    share: float


@dataclass(frozen=True)
class StageRow:
    """What one stage did, and its rules; `share` is of the raw characters."""

    name: str
    place: int
    removed: int
    share: float
    rules: list[RuleRow]


@dataclass(frozen=True)
class Overview:
    """All that the page says of the run as a whole."""

    counts: Counts
    raw_characters: int
    removed: int
    stages: list[StageRow]
    charts: list[Chart]
    coverage: list[Bar]
    problems: list[Bar]


def overview(counts: Counts, tallies: Tallies, stages: Iterable[str], summaries: Mapping[str, str]) -> Overview:
    """Put together what the page shows. `summaries` are by the full name of a rule."""
    removed = sum(rule.removed for rule in counts.rules.values())
    raw = counts.characters + removed - sum(rule.inserted for rule in counts.rules.values())
    known = {name: values.known for name, values in tallies.values.items()}
    return Overview(
        counts,
        raw,
        removed,
        list(_stages(counts, stages, summaries, raw)),
        [chart for chart in _charts(tallies) if chart.histogram or chart.bars],
        [Bar(name, number, number / (counts.documents or 1)) for name, number in known.items()],
        bars(tallies.problems),
    )


def _stages(
    counts: Counts, stages: Iterable[str], summaries: Mapping[str, str], raw: int
) -> Iterator[StageRow]:
    most = max((rule.removed for rule in counts.rules.values()), default=0) or 1
    for place, stage in enumerate(stages):
        rules = {name: rule for name, rule in counts.rules.items() if name.partition(".")[0] == stage}
        removed = sum(rule.removed for rule in rules.values())
        rows = [RuleRow(name, summaries.get(name, ""), r, r.removed / most) for name, r in rules.items()]
        rows.sort(key=lambda row: (-row.counts.removed, -row.counts.edits, -row.counts.findings, row.name))
        yield StageRow(stage, place, removed, removed / (raw or 1), rows)


def _charts(tallies: Tallies) -> Iterator[Chart]:
    for name, values in tallies.values.items():
        chart: dict[str, Any] = {}
        if values.kind == "score":
            chart["histogram"] = score_histogram(values.scores)
        elif values.kind == "date":
            chart["histogram"] = date_histogram(values.dates)
        elif values.kind == "category":
            chart["bars"] = bars(values.categories)
        yield Chart(name, values.known, values.documents, **chart)
