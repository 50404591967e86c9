"""What processes of ours set for themselves."""

import gc
import os
from collections.abc import Iterator
from weakref import ref

import pytest

from normkit.tuning import tune


class _Own:
    """Holds itself."""

    def __init__(self) -> None:
        self.own = self


@pytest.fixture(autouse=True)
def restored(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    before = gc.get_threshold()
    monkeypatch.delenv("OPENBLAS_NUM_THREADS", raising=False)
    yield
    gc.set_threshold(*before)


@pytest.mark.parametrize(("objects", "is_found"), [(20_000, False), (100_000, True)])
def test_a_cycle_is_found_seldom_but_in_the_end(objects: int, is_found: bool) -> None:  # noqa: FBT001
    tune()
    gc.collect()
    held = ref(_Own())
    assert [[] for _ in range(objects)]
    assert (held() is None) is is_found


def test_numpy_multiplies_in_one_thread() -> None:
    tune()
    assert os.environ["OPENBLAS_NUM_THREADS"] == "1"


def test_as_many_threads_as_the_environment_says_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "4")
    tune()
    assert os.environ["OPENBLAS_NUM_THREADS"] == "4"
