"""The figures of the boilerplate benchmark as lines of text."""

from collections.abc import Iterator, Sequence

from benchmarks.accuracy.boilerplate_result import RenderingResult, Result
from benchmarks.accuracy.intervals import shown
from benchmarks.accuracy.removed_lines import RemovalFigures

_LABELS = {
    "f1": "F1",
    "f1_per_page": "F1 per page",
    "lost_over_5": "lost over 5 %",
    "lost_over_20": "lost over 20 %",
}


def table(result: Result) -> Iterator[str]:
    """Yield the figures of each rendering, with a blank line between two."""
    for number, rendering in enumerate(result.renderings):
        if number:
            yield ""
        yield from _rendering(rendering)


def _rendering(result: RenderingResult) -> Iterator[str]:
    yield (
        f"{result.set}/{result.rendering}: {result.pages} pages, {result.with_gold} with gold, "
        f"{result.with_segments} with segments, {result.with_problems} with problems"
    )
    yield f"{'':16}{'normkit':<26}no-op"
    for name, figure in result.normkit.items():
        if figure.value is not None:
            label = _LABELS.get(name, name)
            yield f"{label:16}{figure!s:<26}{result.no_op[name]}"
    if result.with_gold:
        yield from _removals("rule", result.rules)
        yield from _removals("confidence", result.confidence)


def _removals(name: str, rows: Sequence[RemovalFigures]) -> Iterator[str]:
    yield f"{name:16}{'lines':>8}{'words':>9}{'precision':>11}{'by line':>9}{'confidence':>12}"
    for row in rows:
        shares = f"{shown(row.precision):>11}{shown(row.line_precision):>9}{shown(row.confidence):>12}"
        yield f"{row.name:16}{row.lines:8}{row.words:9}{shares}"
