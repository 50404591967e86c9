from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from normkit import Document, Pipeline
from normkit.testing import Case, check_case, check_stage, load_cases
from normkit_language.detection import detect
from normkit_language.stage import Language

TEXTS = [
    "The council met on Tuesday, and nobody came.",
    "Der Rat hat am Dienstag getagt, und niemand ist gekommen.",
    "Le conseil s’est réuni mardi, et personne n’est venu.",
    "Совет собрался во вторник, и никто не пришёл.",
    "市議会は火曜日に開かれたが、誰も来なかった。",
    "no problem, ok",
    "12345",
]


def test_language_keeps_the_contract() -> None:
    check_stage(Language)


@pytest.mark.parametrize("case", load_cases(Path(__file__).parent / "cases/language.yaml", stages=["language"]))
def test_language_case(case: Case) -> None:
    check_case(case)


def test_the_answer_does_not_depend_on_the_documents_before() -> None:
    forwards = {text: detect(text) for text in TEXTS}
    backwards = {text: detect(text) for text in reversed(TEXTS)}
    assert forwards == backwards


def test_threads_give_the_answers_of_one_thread() -> None:
    expected = [detect(text) for text in TEXTS] * 4
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(detect, TEXTS * 4)) == expected


def test_the_global_seed_of_langdetect_is_neither_used_nor_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    from langdetect import DetectorFactory  # noqa: PLC0415 (the class that users seed)

    before = [detect(text) for text in TEXTS]
    monkeypatch.setattr(DetectorFactory, "seed", 12345)
    assert [detect(text) for text in TEXTS] == before
    assert DetectorFactory.seed == 12345


def test_only_the_beginning_of_a_long_text_decides() -> None:
    text = TEXTS[1] * 50
    assert detect(text + TEXTS[3] * 1000) == detect(text)


def test_what_precedes_the_first_letter_is_no_part_of_the_beginning() -> None:
    assert detect("1234 " * 1000 + TEXTS[2]).language == "fr"


def test_text_without_language_has_confidence_zero() -> None:
    claims = {claim.name: claim for claim in Language().propose(Document("3.14"))}
    assert claims["language"].value == "und"
    assert claims["language_confidence"].value == 0.0
    assert claims["language"].confidence == 0.0


def test_confidence_is_a_probability() -> None:
    assert all(0 <= detect(text).confidence <= 1 for text in TEXTS)


@pytest.mark.parametrize("wrap", [str.upper, str.title, lambda text: f"<p>{text}</p> a@b.example"])
def test_capitals_and_markup_do_not_mislead(wrap: Callable[[str], str]) -> None:
    assert detect(wrap(TEXTS[0])).language == "en"


def test_every_sample_document_is_english(seeds: list[bytes]) -> None:
    for record in Pipeline(["encoding", "language"]).stream(seeds):
        assert record.metadata["language"] == "en"
        assert record.metadata["language_confidence"] == pytest.approx(1, abs=0.01)


@pytest.fixture
def seeds() -> list[bytes]:
    return [path.read_bytes() for path in sorted((Path(__file__).parent.parent / "seeds").glob("*.txt"))]
