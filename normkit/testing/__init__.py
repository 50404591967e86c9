"""What a plugin's tests need: `check_stage`, and cases in YAML files. Install `normkit[test]`."""

from normkit.testing.cases import Case, check_case, read_cases
from normkit.testing.checks import check_stage

__all__ = ["Case", "check_case", "check_stage", "read_cases"]
