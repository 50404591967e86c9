"""The figures of the metadata benchmark as lines of text."""

from collections.abc import Iterator

from benchmarks.accuracy.intervals import shown
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
            yield f"{name:22}{figure}"
    yield f"{'confidence from':22}{'values':>8}{'confidence':>12}{'precision':>11}"
    for row in result.calibration:
        if row.values:
            name = f"{row.field} {row.low:.1f}"
            yield f"{name:22}{row.values:8}{shown(row.confidence):>12}{shown(row.precision):>11}"
