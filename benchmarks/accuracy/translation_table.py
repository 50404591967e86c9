"""The figures of the translation benchmark as lines of text."""

from collections.abc import Iterator

from benchmarks.accuracy.translation_result import LABELS, Result


def table(result: Result) -> Iterator[str]:
    """Yield how many are caught, the groups, the other forms, then the rules."""
    for name, figure in result.caught.items():
        low_high = "" if figure.low is None else f" [{_number(figure.low)}, {_number(figure.high)}]"
        yield f"{name:<14}{_number(figure.value)}{low_high}"
    yield ""
    yield f"{'':<40}{'texts':>7}{'verdict':>9}{'over 1 %':>10}{'over 5 %':>10}"
    for group in result.groups:
        caught = "".join(f"{_number(value):>10}" for value in group.caught.values())
        yield f"{group.label:<20}{group.name:<20}{group.texts:>7}{_number(group.verdict):>9}{caught}"
    yield ""
    for label, forms in result.changed.items():
        yield f"{label:<20}" + "".join(f"{name} {_number(value)}   " for name, value in forms.items()).rstrip()
    yield ""
    yield f"{'texts with a hit, per 1,000':<28}" + "".join(f"{label:>20}" for label in LABELS)
    for rule, hits in result.rules.items():
        yield f"{rule:<28}" + "".join(f"{'-' if (n := hits[label]) is None else n:>20}" for label in LABELS)


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.4f}"
