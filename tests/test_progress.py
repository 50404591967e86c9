import re
from pathlib import Path

import click
from rich.console import Console

from normkit.cli.views.passes import Passes, display
from normkit.cli.views.summary import summary
from normkit.jobs.observing import Observed, Seen
from normkit.record.counts import Counts, RuleCounts


def shown(
    passes_of: "list[Observed | Counts]", size: int | None = None
) -> tuple[str, float, float | None, str]:
    progress = display()
    passes = Passes(progress, size)
    for part in passes_of:
        if isinstance(part, Observed):
            passes.observed(part)
        else:
            passes.done(part)
    (task,) = progress.tasks
    console = Console(width=80, no_color=True, force_terminal=False)
    with console.capture() as capture:
        console.print(progress)
    return task.description, task.completed, task.total, capture.get().rstrip()


def observed(documents: int, size: int) -> Observed:
    return Observed(b"", [Seen(documents, size)])


def test_the_survey_shows_how_far_it_is_in_a_folder() -> None:
    name, completed, total, line = shown([observed(10, 4_000), observed(5, 2_000)], size=12_000)
    assert (name, completed, total) == ("surveying", 6_000, 12_000)
    assert "15 documents" in line


def test_the_work_is_as_large_as_what_was_surveyed() -> None:
    parts: list[Observed | Counts] = [
        observed(10, 4_000),
        observed(5, 2_000),
        Counts(documents=9, quarantined=1, bytes=3_000),
    ]
    name, completed, total, line = shown([*parts, Counts(documents=2, bytes=1_500, problems={"shout": 1})])
    assert (name, completed, total) == ("cleaning", 4_500, 6_000)
    assert "12 documents" in line
    assert line.endswith("2 problems")


def test_speed_and_time_left_are_told_from_the_first_shard_on() -> None:
    line = shown([observed(10, 4_000), observed(10, 4_000), Counts(documents=10, bytes=4_000)])[3]
    assert re.search(r"10 documents [\d.]+ [kMGT]?B/s \d+:\d\d:\d\d left", line)


def test_where_the_size_is_not_known_no_time_is_promised() -> None:
    name, _, total, line = shown([Counts(documents=1_000_000, bytes=10**12)])
    assert (name, total) == ("cleaning", None)
    assert "left" not in line
    assert len(line) <= 80


def test_the_summary_fits_80_columns_by_stage_and_rule() -> None:
    counts = Counts(documents=1_000_000_000, quarantined=1, bytes=10**15, characters=10**15)
    counts.rules = {
        f"shout.{'long-' * 20}": RuleCounts(edits=10**8, removed=10**8, findings=10**8, claims=10**8)
    }
    counts.metadata = {"language": 10**9}
    lines = [click.unstyle(line) for line in summary(counts, Path("out"), ["quiet", "shout"])]
    assert max(map(len, lines)) <= 80
    assert lines[2].split()[-4:] == ["edits", "removed", "findings", "claims"]


def test_the_busiest_rule_of_a_stage_stands_first() -> None:
    counts = Counts(documents=1)
    counts.rules = {"a.one": RuleCounts(edits=5, removed=1), "a.two": RuleCounts(edits=1, removed=9)}
    names = [line.split()[0] for line in summary(counts, Path(), ["a"]) if line.startswith("  ")]
    assert names == ["two", "one"]
