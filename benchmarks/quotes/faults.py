"""How often which faults were tried, and how often the outcome was bad."""

from collections.abc import Iterator

from benchmarks import kept
from benchmarks.faults.outcome import Outcome
from benchmarks.markdown import table


def quote() -> Iterator[str]:
    """Yield a row for each kind of fault."""
    found = kept.read("faults", dict[str, list[Outcome]])
    rows = (
        (f"`{kind}`", len(outcomes), sum(each.tried for each in outcomes), sum(each.bad for each in outcomes))
        for kind, outcomes in found.figures.items()
    )
    yield from table(["by", "faults", "tried", "bad"], rows)
    yield f"\n{found}"
