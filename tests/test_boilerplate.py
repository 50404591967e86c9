from pathlib import Path

import pytest

from normkit.testing import Case, check_case, check_stage, load_cases
from normkit_boilerplate.stage import Boilerplate


def test_boilerplate_keeps_the_contract() -> None:
    check_stage(Boilerplate)


@pytest.mark.parametrize(
    "case", load_cases(Path(__file__).parent / "cases/boilerplate.yaml", stages=["boilerplate"])
)
def test_boilerplate_case(case: Case) -> None:
    check_case(case)
