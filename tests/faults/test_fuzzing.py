"""A short version of `python benchmarks/faults fuzzing`: good inputs, damaged at random."""

import sys
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

sys.path.insert(0, str(Path(__file__).parents[2]))  # benchmarks are not installed

from benchmarks.faults.targets import TARGETS

_seeds = cache(lambda name: TARGETS[name].seeds())


@st.composite
def damaged(draw: st.DrawFn, name: str) -> bytes:
    raw = bytearray(draw(st.sampled_from(_seeds(name))))
    for _ in range(draw(st.integers(0, 4))):
        start = draw(st.integers(0, len(raw)))
        end = draw(st.integers(start, min(len(raw), start + 40)))
        raw[start:end] = draw(st.one_of(st.binary(max_size=8), st.just(raw[:200]), st.just(bytes(raw[start:]))))
    return bytes(raw)


@pytest.mark.parametrize("name", TARGETS)
@given(data=st.data())
@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_but_our_own_errors_comes_out(name: str, data: st.DataObject, tmp_path: Path) -> None:
    TARGETS[name].try_out(tmp_path, data.draw(damaged(name)))
