"""The figures of the language benchmark as lines of text."""

from collections.abc import Iterator

from benchmarks.accuracy.language_result import Result


def table(result: Result) -> Iterator[str]:
    """Yield the figures by length, the confusions, then the answers by confidence."""
    yield f"{'length':>6}{'texts':>8}  {'all':<28}{'texts':>6}  supported"
    for row in result.lengths:
        every, supported = row.accuracy["all"], row.accuracy["supported"]
        yield f"{row.length:>6}{row.texts:>8}  {every!s:<28}{row.supported_texts:>6}  {supported}"
    confusions = (f"{row.language}>{row.answer} {row.texts}" for row in result.confusions)
    yield f"confusions: {', '.join(confusions) or 'none'}"
    yield f"{'confidence':<12}{'texts':>8}{'mean':>9}{'right':>9}"
    for bucket in result.confidence:
        yield f"{bucket.name:<12}{bucket.texts:>8}{bucket.confidence:>9.4f}{bucket.right:>9.4f}"
    if result.edge_texts:
        yield f"edge: {result.edge_right} of {result.edge_texts}"
