"""Garbage that only holds itself."""

import gc
from collections.abc import Iterator
from weakref import ref

import pytest

from normkit.garbage import collect_seldom


class _Own:
    """Holds itself."""

    def __init__(self) -> None:
        self.own = self


@pytest.fixture(autouse=True)
def threshold() -> Iterator[int]:
    before = gc.get_threshold()
    gc.collect()
    yield before[0]
    gc.set_threshold(*before)


def test_a_cycle_is_found_seldom(threshold: int) -> None:
    collect_seldom()
    held = ref(_Own())
    assert [[] for _ in range(10 * threshold)]
    assert held() is not None


def test_a_cycle_is_found_in_the_end() -> None:
    collect_seldom()
    held = ref(_Own())
    assert [[] for _ in range(100_000)]
    assert held() is None
