import random

import pytest

from normkit import Document, Pipeline
from normkit.pytest_plugin import MakeBundle, RunBundle
from normkit.testing import check_stage
from normkit_near_duplicates import NearDuplicates, NearDuplicatesOptions

ENDINGS = ("a", "elu", "ino", "oru", "ust", "ave", "ird", "oum")
WORDS = [first + last for first in "bdfgklmnprst" for last in ENDINGS]


def page(chance: random.Random, words: int = 200) -> list[str]:
    return chance.choices(WORDS, k=words)


def changed(chance: random.Random, words: list[str], number: int) -> list[str]:
    """Return the words with `number` of them, somewhere, replaced."""
    words = words.copy()
    for place in chance.sample(range(len(words)), number):
        words[place] = "other"
    return words


def bundle(chance: random.Random) -> list[str]:
    """Thirty pages that are like no other, then three that are, with two and five words changed."""
    pages = [page(chance) for _ in range(31)]
    pages += [changed(chance, pages[-1], number) for number in (2, 5)]
    return [" ".join(words) for words in pages]


def test_near_duplicates_keep_the_contract() -> None:
    check_stage(NearDuplicates)
    check_stage(NearDuplicates, NearDuplicatesOptions(shingle=1, bands=4, rows=2, least_words=1))


def test_pages_that_are_nearly_the_same_are_flagged_and_grouped_in_a_run(
    normkit_bundle: MakeBundle, normkit_run: RunBundle
) -> None:
    records = normkit_run(normkit_bundle(bundle(random.Random(1))), ["near-duplicates", "typography"])
    flagged = [record for record in records if record.findings]
    assert [record.index for record in flagged] == [30, 31, 32]
    assert {record.metadata["near_duplicates"] for record in flagged} == {2}
    assert len({record.metadata["duplicate_group"] for record in flagged}) == 1
    assert records[0].metadata["near_duplicates"] is None


@pytest.mark.parametrize("number", [0, 3, 8, 20])
def test_the_estimate_is_near_what_two_pages_share(number: int) -> None:
    chance = random.Random(number)
    stage = NearDuplicates(NearDuplicatesOptions(bands=100, rows=1))
    words = page(chance)
    one, other = words, changed(chance, words, number)
    bands = [set(stage.bands(Document(" ".join(each))).tolist()) for each in (one, other)]
    runs = [{tuple(each[at : at + 5]) for at in range(len(each) - 4)} for each in (one, other)]
    jaccard = len(runs[0] & runs[1]) / len(runs[0] | runs[1])
    assert len(bands[0] & bands[1]) / 100 == pytest.approx(jaccard, abs=0.15)


def test_without_counts_nothing_is_flagged() -> None:
    assert not Pipeline(["near-duplicates"]).normalize("the same again " * 50).findings


def test_a_short_document_is_never_flagged() -> None:
    pages = ["a short line of seven words here", "a short line of seven words here"]
    survey = Pipeline(["near-duplicates"]).survey(pages)
    assert not any(r.findings for r in Pipeline(["near-duplicates"], survey=survey).stream(pages))
