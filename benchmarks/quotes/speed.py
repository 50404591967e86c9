"""What normkit costs."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from benchmarks import kept
from benchmarks.kept import Kept
from benchmarks.markdown import table

_Figures = Kept[dict[str, dict[str, int | float]]]


def read(section: str) -> _Figures:
    """Return what was kept of a section."""
    return kept.read(section, dict[str, dict[str, int | float]])


def _section(section: str, head: str, unit: str = "") -> Iterator[str]:
    """Yield all figures of a section, and on what pages they were measured."""
    found = read(section)
    yield from table([head, unit], found.figures[section].items())
    text = found.figures.get("text")
    pages = f"{text['documents']:,} pages, {text['MB']:.1f} MB. " if text else ""
    yield f"\n{pages}{found}"


QUOTES: Mapping[str, Callable[[], Iterator[str]]] = {
    "costs": partial(_section, "costs", "CPU, everything warm", "ftfy = 1"),
    "run": partial(_section, "run", "CPU of a run, start-up included", "ftfy = 1"),
    "forms": partial(_section, "forms", "CPU of reading and writing", "ftfy = 1"),
    "workers": partial(_section, "workers", "engine and workers", "MB/s"),
    "start": partial(_section, "start", "CPU of a process", "ms"),
    "memory": partial(_section, "memory", "peak memory of one process", "MiB"),
    "driver": partial(_section, "driver", "the driver of a run"),
    "report": partial(_section, "report", "the report of a large run"),
}
