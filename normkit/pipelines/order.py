"""Whether the stages of a pipeline stand where they must."""

from collections.abc import Iterator, Sequence
from typing import Any

from normkit.stages.stage import Stage


def misplaced(stages: Sequence[Stage[Any]]) -> Iterator[tuple[int, str]]:
    """Yield the place of each stage that cannot stand there, and what it must."""
    names = [stage.name for stage in stages]
    types: dict[str, type] = {}
    for place, stage in enumerate(stages):
        if stage.name in names[:place]:
            yield place, f"stage {stage.name!r} stands twice in the pipeline; name it once"
        for other in stage.before:
            if other in names[:place]:
                yield place, f"stage {stage.name!r} must stand before {other!r}"
        for other in stage.after:
            if other in names[place:]:
                yield place, f"stage {stage.name!r} must stand after {other!r}"
        for name, kind in stage.writes.items():
            if types.setdefault(name, kind) is not kind:
                told = f"claims {name} as {kind.__name__}, but an earlier stage does not"
                yield place, f"stage {stage.name!r} {told}"


def unwritten(stages: Sequence[Stage[Any]]) -> Iterator[tuple[int, str]]:
    """Yield the place of each stage that reads what no earlier one writes, and what that is.

    It runs all the same: what a stage reads, it uses if it is there.
    """
    written: set[str] = set()
    for place, stage in enumerate(stages):
        for name in stage.reads:
            if name not in written:
                later = [other.name for other in stages[place:] if name in other.writes]
                hint = f"{later[0]!r} does, and stands later" if later else "no stage of the pipeline does"
                yield place, f"stage {stage.name!r} reads {name}, which no earlier one writes: {hint}"
        written.update(stage.writes)
