# ruff: noqa: INP001 (a script, part of no package)
"""Measure the rules of the `translation` stage on labelled texts and write `calibration.json`.

    python benchmarks/calibrate_translation.py DATA.jsonl.xz ... [--dry-run]

A row has `text`, `label` (native, human_translation or mt), and `era` if it is a machine translation. Only
figures leave the data. Human translations are shown but not counted: the stage is asked about machines.
"""

import argparse
import json
import lzma
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate
from pathlib import Path
from typing import Any, NamedTuple

import normkit_translation
from normkit import Claim, Document, Finding
from normkit_translation import evidence
from normkit_translation.stage import Translation

DATA = Path(normkit_translation.__file__).with_name("calibration.json")
RULES = [item.rule.name for item in evidence.STRICT + evidence.WEAK]
STRICT = {item.rule.name for item in evidence.STRICT}
LABELS = ("native", "human_translation", "mt")
MOST_FAMILIES = 3  # texts with more count as having this many


class Measured(NamedTuple):
    """What the stage found in one text."""

    label: str
    group: str
    rules: frozenset[str]
    families: int
    verdict: bool


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the rows of a compressed JSONL file."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def measure(row: Mapping[str, Any], stage: Translation) -> Measured:
    """Run the stage over one row."""
    proposals = list(stage.propose(Document(row["text"])))
    rules = frozenset(p.rule for p in proposals if isinstance(p, Finding))
    verdict = any(p.value is True for p in proposals if isinstance(p, Claim))
    families = min(len(rules & STRICT), MOST_FAMILIES)
    group = row.get("era") if row["label"] == "mt" else row.get("domain")
    return Measured(row["label"], str(group or "all"), rules, families, verdict)


def probability(translated: int, translations: int, native: int, natives: int) -> float:
    """Return the probability of machine translation at equal priors.

    Half a text of the smaller class is added to both rates, so that what was never seen counts as even.
    """
    added = 0.5 / max(1, min(translations, natives))
    hit, miss = translated / max(1, translations) + added, native / max(1, natives) + added
    return round(hit / (hit + miss), 6)


def calibrate(measured: Iterable[Measured]) -> dict[str, Any]:
    """Compute the figures that the stage reads; more families never count for less."""
    texts: Counter[str] = Counter()
    by_rule: Counter[tuple[str, str]] = Counter()
    by_families: Counter[tuple[str, int]] = Counter()
    for item in measured:
        texts[item.label] += 1
        by_families[item.label, item.families] += 1
        by_rule.update((item.label, rule) for rule in item.rules)

    def at(counts: Counter[Any], key: object) -> float:
        return probability(counts["mt", key], texts["mt"], counts["native", key], texts["native"])

    by_number = [at(by_families, number) for number in range(MOST_FAMILIES + 1)]
    return {
        "precision": {rule: at(by_rule, rule) for rule in RULES},
        "probability": list(accumulate(by_number, max)),
    }


def table(measured: list[Measured]) -> Iterator[str]:
    """Yield the lines of the report."""
    texts = Counter(item.label for item in measured)
    hits = Counter((item.label, rule) for item in measured for rule in item.rules)
    yield f"{'texts with a hit, per 1,000':28}" + "".join(f"{label:>20}" for label in LABELS)
    for rule in RULES:
        yield f"{rule:28}" + "".join(f"{1000 * hits[s, rule] / max(1, texts[s]):20.1f}" for s in LABELS)
    groups: dict[tuple[str, str], list[bool]] = defaultdict(list)
    for item in measured:
        groups[item.label, item.group].append(item.verdict)
    yield "verdict machine-translated"
    for (label, group), verdicts in sorted(groups.items()):
        yield f"  {label:18} {group:22} {sum(verdicts):5} of {len(verdicts):5}"


def main() -> None:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, nargs="+")
    parser.add_argument("--dry-run", action="store_true", help="print the table, write nothing")
    arguments = parser.parse_args()
    if missing := [str(path) for path in arguments.data if not path.exists()]:
        sys.stdout.write(f"skipped: there is no {', '.join(missing)}\n")
        return
    stage = Translation()
    measured = [measure(row, stage) for path in arguments.data for row in rows(path)]
    sys.stdout.writelines(f"{line}\n" for line in table(measured))
    if not arguments.dry_run:
        DATA.write_text(json.dumps(calibrate(measured), indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
