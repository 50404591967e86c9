"""A short version of `python benchmarks/faults cuts`."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))  # benchmarks are not installed

from benchmarks.faults.archives import FORMS, texts
from benchmarks.faults.cuts import survives


@pytest.mark.parametrize("form", FORMS)
def test_of_an_archive_cut_anywhere_all_before_the_cut_is_kept_and_the_cut_is_told(
    form: str, tmp_path: Path
) -> None:
    documents = texts(8)
    archive = FORMS[form](documents)
    cuts = [*range(0, len(archive.content), 97), len(archive.content) - 1]
    assert [cut for cut in cuts if not survives(tmp_path / f"b.{form}", archive, documents, cut)] == []
