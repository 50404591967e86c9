"""Whether time and memory grow as the text does, and not as its square.

PYTEST_DONT_REWRITE: the messages say what pytest would add.
"""

import time
import tracemalloc
from typing import Any

from normkit.stages.document import Document
from normkit.stages.stage import Stage
from normkit.testing.texts import GROWING

_SMALL, _LARGE = 5_000, 40_000  # characters
_STEEPEST = 30  # times as much for 8 times the text: linear is 8, quadratic 64
_LEAST_SECONDS = 0.005  # of CPU, below which a ratio means nothing
_LEAST_BYTES = 100_000
_TRIES = 3  # machines pause: what counts is the best of them, but most texts need one


def check_growth(stage: Stage[Any]) -> None:
    """Check what observing and proposing take for repeated pieces of text."""
    __tracebackhide__ = True
    for label, piece in GROWING.items():
        small, large = (Document(piece * (size // len(piece))) for size in (_SMALL, _LARGE))
        _check_time(stage, label, small, large)
        _check_memory(stage, label, small, large)


def _check_time(stage: Stage[Any], label: str, small: Document, large: Document) -> None:
    __tracebackhide__ = True
    little = much = float("inf")
    for _ in range(_TRIES):
        little, much = min(little, _seconds(stage, small)), min(much, _seconds(stage, large))
        if much <= _STEEPEST * max(little, _LEAST_SECONDS):
            return
    msg = (
        f"{stage.name}: {len(small.text)} characters of repeated {label} take {little:.3f} s, "
        f"{len(large.text)} take {much:.3f} s; look for a pattern that begins anew at every character, or a "
        "loop in a loop"
    )
    raise AssertionError(msg)


def _check_memory(stage: Stage[Any], label: str, small: Document, large: Document) -> None:
    __tracebackhide__ = True
    little, much = _peak(stage, small), _peak(stage, large)
    assert much <= _STEEPEST * max(little, _LEAST_BYTES), (
        f"{stage.name}: {len(small.text)} characters of repeated {label} take {little:,} bytes of memory, "
        f"{len(large.text)} take {much:,}; look for what is kept for each pair of places"
    )


def _work(stage: Stage[Any], document: Document) -> None:
    document = Document(document.text)  # nothing is read yet
    stage.observe(document)
    for _ in stage.propose(document):
        pass


def _seconds(stage: Stage[Any], document: Document) -> float:
    """CPU time."""
    start = time.process_time()
    _work(stage, document)
    return time.process_time() - start


def _peak(stage: Stage[Any], document: Document) -> int:
    """Bytes in use at the worst moment, beyond those before; what a stage loads once, it has loaded."""
    was_on = tracemalloc.is_tracing()
    tracemalloc.start()
    try:
        tracemalloc.reset_peak()
        before, _ = tracemalloc.get_traced_memory()
        _work(stage, document)
        return tracemalloc.get_traced_memory()[1] - before
    finally:
        if not was_on:
            tracemalloc.stop()
