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
def restored() -> Iterator[None]:
    before = gc.get_threshold()
    collect_seldom()
    gc.collect()
    yield
    gc.set_threshold(*before)


@pytest.mark.parametrize(("objects", "is_found"), [(20_000, False), (100_000, True)])
def test_a_cycle_is_found_seldom_but_in_the_end(objects: int, is_found: bool) -> None:  # noqa: FBT001
    held = ref(_Own())
    assert [[] for _ in range(objects)]
    assert (held() is None) is is_found
