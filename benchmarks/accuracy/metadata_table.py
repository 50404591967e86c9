"""The figures of the metadata benchmark as lines of text."""

from collections.abc import Iterator

from benchmarks.accuracy.metadata_result import Result, VariantResult


def table(result: Result) -> Iterator[str]:
    """Yield the figures of each variant, with a blank line between two."""
    for number, variant in enumerate(result.variants):
        if number:
            yield ""
        yield from _variant(variant)


def _variant(result: VariantResult) -> Iterator[str]:
    yield f"{result.variant}: {result.texts} texts, {result.with_problems} with problems"
    for name, figure in result.figures.items():
        if figure.value is not None:
            yield f"{name:22}{_number(figure.value)} [{_number(figure.low)}, {_number(figure.high)}]"
    yield f"{'confidence from':22}{'values':>8}{'confidence':>12}{'precision':>11}"
    for row in result.calibration:
        if row.values:
            name = f"{row.field} {row.low:.1f}"
            yield f"{name:22}{row.values:8}{_number(row.confidence):>12}{_number(row.precision):>11}"


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.4f}"
