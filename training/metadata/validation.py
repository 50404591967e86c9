"""How right the networks are about sites that they were not trained on, and how sure they may be."""

from collections.abc import Iterable, Iterator, Sequence

from benchmarks.accuracy.metadata_rows import normalized
from benchmarks.markdown import table
from training.metadata.chain import Reading

VARIANTS = ("resiliparse_main", "resiliparse", "inscriptis")
_BINS = [(low / 10, (low + 1) / 10) for low in range(10)]


def answers(reading: Reading, threshold: float, field: str) -> frozenset[str]:
    """Return what is claimed of a field at a threshold, normalized."""
    if field == "title" and reading.title:
        title = reading.title
        return frozenset([normalized(reading.page.rows.texts[title.place])] * (title.confidence >= threshold))
    if field == "published":
        time = reading.time
        return frozenset([time.mention.day] if time and time.confidence >= threshold else [])
    return frozenset(normalized(p.value) for p in reading.authors if p.confidence >= threshold)


def truth(reading: Reading, field: str) -> tuple[frozenset[str], bool]:
    """Return the right answers, and whether there is known to be none."""
    page = reading.page
    if field == "title":
        return page.titles, False
    if field == "published":
        return frozenset([page.published] if page.published else []), "date_published" in page.without
    return page.authors, "author" in page.without


def is_right(found: frozenset[str], gold: frozenset[str], field: str) -> bool:
    """Whether an answer is right; of authors all must be."""
    return found == gold if field == "authors" else bool(found) and found <= gold


def figures(readings: Sequence[Reading], field: str, threshold: float) -> dict[str, float]:
    """Return precision, recall, and the share of pages without a value that are given one."""
    right = given = known = invented = without = 0
    for reading in readings:
        gold, is_absent = truth(reading, field)
        found = answers(reading, threshold, field)
        known += bool(gold)
        given += bool(gold and found)
        right += bool(gold) and is_right(found, gold, field)
        without += not gold and is_absent
        invented += bool(not gold and is_absent and found)
    return {
        "precision": right / max(1, given + invented),
        "recall": right / max(1, known),
        "invented": invented / max(1, without),
    }


def by_variant(readings: Sequence[Reading], thresholds: dict[str, float]) -> Iterator[str]:
    """Yield a table of precision and recall per field, variant and threshold."""
    rows = (
        (field, variant, str(threshold), *figures(_of(readings, variant), field, threshold).values())
        for field, threshold in thresholds.items()
        for variant in VARIANTS
    )
    return table(["field", "variant", "threshold", "precision", "recall", "invented"], rows)


def _of(readings: Sequence[Reading], variant: str) -> list[Reading]:
    return [reading for reading in readings if reading.page.variant == variant]


def calibration(readings: Sequence[Reading], fields: Iterable[str]) -> Iterator[str]:
    """Yield a table of how many values are right, by confidence."""
    rows = ([field, *_by_confidence(readings, field)] for field in fields)
    return table(["field", *(str(low) for low, _ in _BINS)], rows)


def _by_confidence(readings: Sequence[Reading], field: str) -> Iterator[str]:
    judged = [found for reading in readings for found in _judged(reading, field)]
    for low, high in _BINS:
        some = [
            is_good for confidence, is_good in judged if low <= confidence < high or high <= confidence == 1
        ]
        yield f"{sum(some) / len(some):.2f} of {len(some)}" if some else ""


def _judged(reading: Reading, field: str) -> Iterator[tuple[float, bool]]:
    """Yield the confidence of each value and whether it is right, where that is known."""
    gold, is_absent = truth(reading, field)
    if not gold and not is_absent:
        return
    if field == "authors":
        yield from ((person.confidence, normalized(person.value) in gold) for person in reading.authors)
        return
    value = reading.title if field == "title" else reading.time
    if value:
        yield value.confidence, is_right(answers(reading, 0.0, field), gold, field)
