"""How often each rule is right, and strict evidence of two kinds."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from normkit import Document as Page
from normkit_translation.evidence import STRICT, WEAK
from normkit_translation.stage import Translation
from training.translation.documents import Document

_RULES = [item.rule.name for item in (*STRICT, *WEAK)]


def precisions(documents: Sequence[Document]) -> dict[str, Any]:
    """Return the figures of `calibration.json`: how likely a text with a hit is a machine translation.

    Half of all texts are taken to be. Human translations are not counted: the stage is asked about machines.
    """
    stage = Translation()
    texts: Counter[str] = Counter()
    hits: Counter[tuple[str, str]] = Counter()
    for document in documents:
        texts[document.label] += 1
        page = Page(document.text)
        findings = stage.evidence(page)
        hits.update((document.label, rule) for rule in {finding.rule for finding in findings})
        hits[document.label, ""] += stage.agrees(page, findings)

    def at(rule: str) -> float:
        return _probability(hits["mt", rule], texts["mt"], hits["native", rule], texts["native"])

    return {"precision": {rule: at(rule) for rule in _RULES}, "agreement": at("")}


def _probability(translated: int, translations: int, native: int, natives: int) -> float:
    """Return the probability of machine translation.

    Half a text of the smaller class is added to both rates, so that what was never seen counts as even.
    """
    added = 0.5 / max(1, min(translations, natives))
    hit, miss = translated / max(1, translations) + added, native / max(1, natives) + added
    return round(hit / (hit + miss), 6)
