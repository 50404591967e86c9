"""Whole documents made to be slow, step by step: the time must grow with the size."""

import math
from collections.abc import Iterator
from pathlib import Path

from benchmarks.faults.attacks import Attack
from benchmarks.faults.outcome import Outcome
from benchmarks.faults.scenarios import spread
from normkit import Pipeline
from normkit.jobs.profiling import Clock, ProfiledPipeline
from normkit.pipelines.pipeline import DEFAULT

_SIZES = 2**17, 2**18, 2**19, 2**20  # characters
_NOISE = 0.1  # seconds
_EXPONENT = 1.5
"""Of the growth: 1 is linear, 2 is quadratic."""

_ARTICLE = (
    "The council keeps the old ferry\n\nBy Ann Lee\n\nMay 3, 2021\n\n"
    + "The council voted on Tuesday to keep the ferry, which does not run in winter, for another ten years. "
    "Residents had asked for a bridge, but the ferry costs less than a tenth of what a bridge would.\n\n" * 5
)

_UNITS = [
    *"aA1 \n\t\r.-_&<“\"'([|/\\@#:;,!?éÃ漢я\u0301\xa0\u200b\xad\ufffd\x80\x85\u2028ﬁ",
    *("a ", "A ", "1 ", "a\n", "a\n\n", "A\n", " \n", "\n \n", "- ", "- a\n", "• a\n", "e\u0301", "Ã©", "â€™ "),
    *("â€", "A. ", "A.", "a.b.", "a-b-", "a'b'", "a’b’", "a, ", "a , b", "a.. ", "...", "(a", "(a)"),
    *("[1] ", "{{", "|a|b", "&amp;", "&#38;", "&a", "<a", "<a>", "<!-- ", "http://", "http://a.b/\n"),
    *("a@b", "@a ", "#a ", "$1.2 ", "By ", "By\n", "By Ann Lee\n", "By Ann Lee and ", "Ann Lee, "),
    *("ANN LEE\n", "Mr. ", "a/b/", "A / ", "May 3, ", "May 3, 2021\n", "2021-", "2021-01-01 ", "1/2/"),
    *("1.2.", "12:34 ", "10:14am ", "3 de mayo de ", "Read more\n", "Share ", "Advertisement\n"),
    *("© 2021 ", "© ", "copyright ", "Photo by ", "(Photo ", "(L) ", "Getty Images ", "AP Photo/"),
    *("is seen in a ", "FILE - ", "Comments (3)\n", "1 min read\n", "a > b > ", "told ", "the the "),
    *("has. Gathered ", "We remind ", "3,5 km ", " ” ", "” said ", "Were a ", "Is a A ", "Because a "),
    *("A-", "Word word word. ", "The cat sat on the mat. ", "The cat sat.\n\n", "“a ", "“a”\n", "'a' "),
    *("— ", "a - ", " 's "),
]


def measure(_: Path, times: int = 20) -> Iterator[Outcome]:
    """Read so many of the attacks at doubling sizes. A step that grows faster is bad."""
    clock = Clock()
    pipeline = ProfiledPipeline(clock, [*DEFAULT, "typography"])
    pipeline.normalize(_ARTICLE)
    worst: dict[str, tuple[float, str]] = {}
    bad: dict[str, int] = {}
    everything = [Attack(head, unit) for unit in _UNITS for head in ("", _ARTICLE)]
    attacks = [everything[number] for number in spread(len(everything), times)]
    for attack in attacks:
        for step, exponent in _growth(pipeline, clock, attack).items():
            worst[step] = max(worst.get(step, (0.0, "")), (exponent, repr(attack.unit)))
            bad[step] = bad.get(step, 0) + (exponent > _EXPONENT)
    for step, (exponent, unit) in sorted(worst.items()):
        note = f"time grows with size to the power of {exponent:.2f} at worst, with {unit}"
        yield Outcome(f"{step}: document attacked", len(attacks), bad[step], note)


def _growth(pipeline: Pipeline, clock: Clock, attack: Attack) -> dict[str, float]:
    """Return for each step the exponent of its growth from a quarter of the largest size on."""
    spent: list[dict[str, float]] = []
    for size in _SIZES:
        clock.take()
        with clock.measuring("core"):
            pipeline.normalize(attack.text(size))
        spent.append(clock.take())
    last, before = spent[-1], spent[-3]
    return {
        step: math.log2(last[step] / max(before[step], _NOISE / 4)) / 2 if last[step] > _NOISE else 0.0
        for step in last
    }
