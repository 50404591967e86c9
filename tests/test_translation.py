import re
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from normkit import Claim, Document, Finding, Pipeline
from normkit.stages.document import Value
from normkit.testing import check_stage
from normkit_translation import calibration
from normkit_translation.lexicon import lexicon
from normkit_translation.phrases import Phrases
from normkit_translation.running import running
from normkit_translation.stage import Translation, TranslationOptions

HERE = Path(__file__).parent
TEXTS = yaml.safe_load((HERE / "translation_texts.yaml").read_text(encoding="utf-8"))
VARIETIES = yaml.safe_load((HERE / "translation_varieties.yaml").read_text(encoding="utf-8"))
PROSE, TRANSLATED = TEXTS["native"] + "\n", TEXTS["translated"] + "\n"
BAD = "The army has. Gathered there again.\n\nThe talks began again in the old capital..\n\n"


def claimed(text: str, options: TranslationOptions | None = None) -> dict[str, object]:
    proposals = Translation(options).propose(Document(text))
    return {proposal.name: proposal.value for proposal in proposals if isinstance(proposal, Claim)}


def test_translation_keeps_the_contract() -> None:
    check_stage(Translation)


def seed(number: str) -> str:
    (path,) = (HERE.parent / "seeds").glob(f"{number}_*.txt")
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("number", ["002", "004"])
def test_the_translated_samples_are_recognised(number: str) -> None:
    record = Pipeline(["translation"]).normalize(seed(number))
    assert record.metadata["machine_translated"] is True
    assert float(str(record.metadata["translation_score"])) > 0.9


@pytest.mark.parametrize("number", ["000", "001", "003"])
def test_the_native_samples_show_next_to_nothing(number: str) -> None:
    record = Pipeline(["translation"]).normalize(seed(number))
    assert record.metadata["machine_translated"] is False
    assert float(str(record.metadata["translation_score"])) < 0.5
    assert len(record.findings) <= 1


def test_two_kinds_of_evidence_on_two_lines_are_enough() -> None:
    assert claimed(BAD + PROSE)["machine_translated"] is True


def test_two_kinds_of_evidence_on_one_line_are_not() -> None:
    text = "The army has. Gathered there again in the old capital..\n\n" + PROSE
    assert claimed(text)["machine_translated"] is False


def test_one_kind_of_evidence_is_not_enough_however_often() -> None:
    text = "The talks began again in the old capital..\n" * 9 + PROSE
    assert claimed(text)["machine_translated"] is False


def test_the_options_set_how_much_evidence_is_needed() -> None:
    assert claimed(BAD + PROSE, TranslationOptions(min_families=3))["machine_translated"] is False
    assert claimed(BAD + PROSE, TranslationOptions(min_lines=3))["machine_translated"] is False
    assert claimed(BAD, TranslationOptions(min_words=5))["machine_translated"] is True


def test_quoted_examples_show_but_do_not_count() -> None:
    text = f"It wrote “The army has. Gathered there” for us.\n\nIt wrote “They saw 3,5 percent” too.\n\n{PROSE}"
    found = [p.rule for p in Translation().propose(Document(text)) if isinstance(p, Finding)]
    assert found == ["stop-after-function-word", "decimal-comma"]
    assert claimed(text)["machine_translated"] is False
    assert float(str(claimed(text)["translation_score"])) < 0.5


def test_a_text_about_machine_translation_needs_one_kind_more() -> None:
    assert claimed(f"{BAD}This is what machine translation does.\n\n{PROSE}")["machine_translated"] is False


@pytest.mark.parametrize("language", ["de", "ru", None])
def test_what_is_not_known_to_be_english_is_not_judged(language: str | None) -> None:
    [claim] = Translation().propose(Document(BAD + PROSE, metadata={"language": language}))
    assert claim == Claim("translation_unscored", "not English", rule="unscored")


@pytest.mark.parametrize("metadata", [{}, {"language": "en"}])
def test_english_is_judged(metadata: dict[str, Value | None]) -> None:
    claims = list(Translation().propose(Document(PROSE, metadata=metadata)))
    assert [claim.rule for claim in claims] == ["score", "verdict"]


def test_a_short_text_is_not_judged_but_its_evidence_shows() -> None:
    *findings, claim = Translation().propose(Document(BAD))
    assert {finding.rule for finding in findings} == {"stop-after-function-word", "two-dots"}
    assert claim == Claim("translation_unscored", "too short", rule="unscored")


def test_weak_evidence_shows_only_beside_strict_evidence() -> None:
    weak = "They denied it. On its demands."
    alone, beside = (
        {p.rule for p in Translation().propose(Document(text)) if isinstance(p, Finding)}
        for text in (weak, BAD + weak)
    )
    assert alone == set()
    assert beside >= {"fragment", "two-dots"}


def test_the_model_alone_can_decide_and_shows_what_it_heard() -> None:
    proposals = list(Translation().propose(Document(TRANSLATED)))
    assert claimed(TRANSLATED)["machine_translated"] is True
    heard = [p for p in proposals if isinstance(p, Finding)]
    assert {finding.rule for finding in heard} == {"sounds-translated"}
    sentences = re.findall(r"[A-Z].*?\.(?=\s)", TRANSLATED)
    assert [TRANSLATED[slice(*finding.span)] for finding in heard] == sentences
    assert all(0.7 < finding.score < 1 for finding in heard)


def test_where_the_verdict_is_not_true_no_sentence_is_shown() -> None:
    strict = TranslationOptions(threshold=1)
    assert claimed(TRANSLATED, strict)["machine_translated"] is False
    assert claimed(TRANSLATED, strict)["translation_score"] == claimed(TRANSLATED)["translation_score"]
    assert not [p for p in Translation(strict).propose(Document(TRANSLATED)) if isinstance(p, Finding)]


def test_as_many_sentences_are_shown_as_the_option_says() -> None:
    proposals = Translation(TranslationOptions(most_sentences=1)).propose(Document(TRANSLATED))
    assert len([p for p in proposals if isinstance(p, Finding)]) == 1


def test_what_the_model_reads_is_spread_over_the_page_and_spans_fit() -> None:
    page = "Menu\n" + "\n\nShare this\n".join([TRANSLATED.strip()] * 20)
    findings = [p for p in Translation().propose(Document(page)) if isinstance(p, Finding)]
    assert findings
    assert all(page[slice(*finding.span)] in TRANSLATED for finding in findings)


@pytest.mark.parametrize(("first", "last"), ["“”", '""', "„“", "«»"])
def test_what_the_model_reads_is_outside_of_quotations_and_spans_fit(first: str, last: str) -> None:
    page = f"She called it {first}a fine day{last} at noon.\n{first}It rained all day,{last} he said.\n"
    read = running(page + "Menu\n" + PROSE).sample(300)
    start = read.text.index("at noon")
    assert "fine" not in read.text
    assert "rained" not in read.text
    assert page[slice(*read.span(start, start + 7))] == "at noon"


@pytest.mark.parametrize("said", ["nothing", TRANSLATED.strip()])
def test_what_is_quoted_does_not_make_a_text_sound_translated(said: str) -> None:
    text = f"The mayor then read “{said}” to them.\n" + "\n".join(TEXTS["kinds"].values())
    unquoted = text.replace(said, "")
    assert claimed(text)["translation_score"] == claimed(unquoted)["translation_score"]


def test_quotations_are_read_where_little_else_is() -> None:
    text = f"He said “{TRANSLATED.strip()}” to all of them."
    assert running(text).sample(300).text == text
    assert claimed(text)["machine_translated"] is True


def test_agreeing_evidence_makes_the_score_as_high_as_it_is_right() -> None:
    assert claimed(BAD + PROSE)["translation_score"] == calibration.calibration().agreement > 0.9


@pytest.mark.parametrize("form", [str, lambda text: text.translate(str.maketrans("“”", '""'))])
def test_quotation_marks_of_either_kind_sound_alike(form: Callable[[str], str]) -> None:
    assert claimed(form(PROSE))["translation_score"] == claimed(PROSE)["translation_score"]


@pytest.mark.parametrize("text", TEXTS["kinds"].values(), ids=TEXTS["kinds"])
def test_english_of_many_kinds_is_not_taken_for_translated(text: str) -> None:
    assert claimed(text)["machine_translated"] is False


@pytest.mark.parametrize(("variety", "most"), [("African", 0), ("British", 0), ("Indian", 0), ("learner", 7)])
def test_of_the_varieties_of_english_only_that_of_learners_is_taken_for_translated(
    variety: str, most: int
) -> None:
    assert sum(claimed(text)["machine_translated"] is True for text in VARIETIES[variety]) <= most


def test_any_text_is_read_in_linear_time_and_without_complaint() -> None:
    texts = ["", "\n", "\ue000 " * 70, "\x00 a" * 99, "word " * 200_000, "”" * 300_000, "a\u200f b\n" * 50_000]
    for text in (*texts, *(f"a {mark} " * 100_000 for mark in '“"„«')):
        assert all(isinstance(p, Claim | Finding) for p in Translation().propose(Document(text)))


KEPT = [
    "”he said. It was late.",
    "The film Total Recall, in which he starred, was long. I Recall that. It became known as the Red House.",
    '"Old Road" - notes by Ann Lee\n\n“The Mill” – comments (3)\n\n"It is a fine book." - The Westbay Post',
    'Then the old captain said, “\nWe sail at dawn.\n”\n\nPaste this into the box below: "\nname\n"',
    'It is 12 feet by 31 1/2 "\n\nThey call it by its name, „the old house“\n\nIt lists 3,5 and 7 million.',
    "Where Is the Difference and Which of Them Suits You?\n\nThe film All by Myself With You is long.",
    "They know.. but we do not.. They went to see the old house by the river..",
    "Bring nails, screws, some wire, etc.. See the notes in ../plans.. Loading..\nfor i in 0..10 {}",
    "We did all that we could have. Indeed we did. He knows what it is. United we stand.",
    "Was it late? Is what he says true. Had I known, I would have come. Were they to say so, we would go.",
    "The café serves crème brûlée, the protégé wrote a résumé, and the façade is a cliché.",
    "In 2019,15 percent came. On pages 3,4 and 5 percent signs are used. It cost 12,500 euros.",
]


@pytest.mark.parametrize("text", KEPT)
def test_sound_english_shows_no_evidence(text: str) -> None:
    assert not [p for p in Translation().propose(Document(text)) if isinstance(p, Finding)]


@pytest.mark.parametrize("around", ["", " ", "é", "’", "\N{GRINNING FACE}", "\ud800", "\n"])
def test_every_phrase_is_found_wherever_it_stands(around: str) -> None:
    phrases = lexicon()["calque"]
    text = around + around.join(phrases) + around
    found = [text[slice(*span)] for span in Phrases(phrases).find(text)]
    assert found == list(phrases)
    assert not [*Phrases(phrases).find(around)]
