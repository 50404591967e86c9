from normkit.testing import check_stage
from normkit_typography.stage import Typography


def test_typography_keeps_the_contract() -> None:
    check_stage(Typography)
