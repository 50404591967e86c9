"""The figures of the translation benchmark as lines of text."""

from collections.abc import Iterator

from benchmarks.accuracy.intervals import shown
from benchmarks.accuracy.translation_result import LABELS, Result


def table(result: Result) -> Iterator[str]:
    """Yield how many are caught, the groups, the other forms, then the rules."""
    for name, figure in result.caught.items():
        yield f"{name:<14}{shown(figure.value) if figure.low is None else figure}"
    yield ""
    yield f"{'':<40}{'texts':>7}{'verdict':>9}{'over 1 %':>10}{'over 5 %':>10}"
    for group in result.groups:
        caught = "".join(f"{shown(value):>10}" for value in group.caught.values())
        yield f"{group.label:<20}{group.name:<20}{group.texts:>7}{shown(group.verdict):>9}{caught}"
    yield ""
    for label, forms in result.changed.items():
        yield f"{label:<20}" + "".join(f"{name} {shown(value)}   " for name, value in forms.items()).rstrip()
    yield ""
    yield f"{'texts with a hit, per 1,000':<28}" + "".join(f"{label:>20}" for label in LABELS)
    for rule, hits in result.rules.items():
        yield f"{rule:<28}" + "".join(f"{'-' if (n := hits[label]) is None else n:>20}" for label in LABELS)
