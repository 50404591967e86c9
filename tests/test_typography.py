from pathlib import Path

import pytest

from normkit.testing import Case, check_case, check_stage, load_cases
from normkit_typography.stage import Typography


def test_typography_keeps_the_contract() -> None:
    check_stage(Typography)


@pytest.mark.parametrize(
    "case", load_cases(Path(__file__).parent / "cases/typography.yaml", stages=["typography"])
)
def test_typography_case(case: Case) -> None:
    check_case(case)
