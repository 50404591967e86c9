"""Every pattern that is built in, on texts made of its own near misses: the time must grow with the size."""

import json
import math
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from time import process_time
from typing import Any, TypeAlias

from benchmarks.faults.attacks import Attack, attacks
from benchmarks.faults.outcome import Outcome

_ROOT = Path(__file__).parents[2]
_LARGEST = 2**20  # characters
_SMALLEST = 2**9
_ENOUGH = 0.5  # seconds: what takes longer is measured no further
_NOISE = 0.005  # seconds
_TOO_LONG = 30  # seconds
_EXPONENT = 1.5
"""Of the growth: 1 is linear, 2 is quadratic."""

Use: TypeAlias = Callable[[str], None]


def measure(_: Path, times: int = 1000) -> Iterator[Outcome]:
    """Attack so many patterns, usually all. One that grows faster than its text is bad."""
    for module, pattern, methods in compiled()[:times]:
        use = _match if methods and methods <= {"match", "fullmatch"} else _find_all
        growths = {attack: exponent(partial(use, pattern), attack) for attack in attacks(pattern)}
        worst = max(growths, key=growths.__getitem__, default=Attack("", "a"))
        bad = sum(growth > _EXPONENT for growth in growths.values())
        note = f"{growths[worst]:.1f} {worst!r:.120} {pattern.pattern!r:.120}" if bad else ""
        yield Outcome(f"{module}: pattern attacked", len(growths), bad, note)


def compiled() -> "list[tuple[str, re.Pattern[Any], set[str]]]":
    """Return the patterns of all packages, where each is compiled, and its methods that are used."""
    command = [sys.executable, "-m", "benchmarks.faults.compiled"]
    output = subprocess.run(command, cwd=_ROOT, check=True, capture_output=True).stdout  # noqa: S603 (as above)
    rows = json.loads(output)
    return [(module, _compile(pattern, flags), set(methods)) for module, pattern, flags, methods in rows]


def _compile(pattern: str, flags: int) -> "re.Pattern[Any]":
    of_strings = flags == 0 or flags & re.UNICODE or flags & re.ASCII
    return re.compile(pattern if of_strings else pattern.encode("latin-1"), flags)


def exponent(use: Use, attack: Attack) -> float:
    """Return how the time of a use grows with the size of an attack, at the largest that is worth it."""
    size, spent = _SMALLEST, [0.0, 0.0]
    while spent[-1] < _ENOUGH and size <= _LARGEST:
        text = attack.text(size)
        start = process_time()
        try:
            _within(_TOO_LONG, use, text)
        except TimeoutError:
            return math.inf
        spent.append(process_time() - start)
        size *= 2
    return math.log2(spent[-1] / max(spent[-3], _NOISE)) / 2 if spent[-1] > _ENOUGH / 4 else 1.0


def _within(seconds: float, use: Use, text: str) -> None:
    """Raise TimeoutError if a use takes more CPU time: it may be exponential."""

    def stop(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        use(text)
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _match(pattern: "re.Pattern[Any]", text: str) -> None:
    pattern.match(_as(pattern, text))


def _find_all(pattern: "re.Pattern[Any]", text: str) -> None:
    for _ in pattern.finditer(_as(pattern, text)):
        pass


def _as(pattern: "re.Pattern[Any]", text: str) -> Any:  # noqa: ANN401 (strings or bytes)
    return text if isinstance(pattern.pattern, str) else text.encode("latin-1", "replace")
