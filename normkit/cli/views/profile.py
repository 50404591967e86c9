"""Where the time of a run went, for people."""

from collections.abc import Iterator, Mapping

from normkit.cli.views.screen import printable_line

_WIDTH = 34


def profile_table(seconds: Mapping[str, float]) -> Iterator[str]:
    """Yield the lines of a table: CPU seconds of all processes together, and their share, the largest first."""
    total = sum(seconds.values())
    yield f"{'CPU':<{_WIDTH + 2}}{'seconds':>8}{'share':>10}"
    for name, value in sorted(seconds.items(), key=lambda item: (-item[1], item[0])):
        yield f"  {printable_line(name):<{_WIDTH}}{value:>8.2f}{value / (total or 1):>10.1%}"
    yield f"  {'total':<{_WIDTH}}{total:>8.2f}"
