"""What the boilerplate stage reads from a page before it judges it."""

import textwrap
from itertools import product

import numpy as np
import pytest
from hypothesis import given, strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from normkit import Document, Pipeline
from normkit_boilerplate.context import best_block
from normkit_boilerplate.lines import read_table
from normkit_boilerplate.phrases import LANGUAGES, find_phrases, phrases
from normkit_boilerplate.recurrence import line_keys
from normkit_boilerplate.repetitions import repetitions
from normkit_boilerplate.segments import AFTER, ARTICLE, BEFORE, INSIDE, divide
from normkit_boilerplate.stage import Boilerplate
from normkit_boilerplate.wrapping import unwrapped

TEXTS = st.text(alphabet=st.sampled_from("aB1.,“ \n\tß磨ไم𝒳'"), max_size=60)
PARAGRAPHS = [
    "The council voted on Monday to rebuild the old mill by the river, which burned down nine years ago.",
    "The work will take two years and cost four million, of which the county pays half and the town the rest.",
]


@given(TEXTS)
def test_a_table_has_every_line_that_is_not_blank(text: str) -> None:
    filled = [number for number, line in enumerate(text.split("\n")) if line.strip()]
    assert read_table(text).number.tolist() == filled


@given(TEXTS, TEXTS)
def test_a_line_is_read_the_same_wherever_it_stands(above: str, line: str) -> None:
    alone, below = read_table(line.replace("\n", " ")), read_table(f"{above}\n" + line.replace("\n", " "))
    if len(alone):
        assert below.hashes[-1] == alone.hashes[0]
        assert below.words[-1] == alone.words[0]
        assert below.glyphs[:, -1].tolist() == alone.glyphs[:, 0].tolist()


def test_words_are_told_apart_by_their_letters_alone() -> None:
    hashes = read_table("Share (12)\n- share 7!\nshares 7\n7 share\nshare it 7").hashes
    assert hashes[0] == hashes[1]
    assert len(set(hashes.tolist())) == 4


@pytest.mark.parametrize(
    ("text", "words"),
    [("one two, three", 3), ("今天天气很好", 3), ("it's 5 o'clock", 5), ("…", 0), ("สวัสดี", 3)],
)
def test_words_are_counted_in_any_script(text: str, words: int) -> None:
    assert read_table(text).words.tolist() == [words]


@given(arrays(np.uint64, st.tuples(st.integers(1, 3), st.integers(0, 12)), elements=st.integers(0, 3)))
def test_repetitions_count_equal_hashes_of_a_row(hashes: NDArray[np.uint64]) -> None:
    others, before = repetitions(hashes)
    rows = hashes.tolist()
    assert others.tolist() == [[row.count(value) - 1 for value in row] for row in rows]
    assert before.tolist() == [[row[:place].count(value) for place, value in enumerate(row)] for row in rows]


@given(arrays(np.float64, st.tuples(st.integers(1, 6), st.just(4)), elements=st.floats(-5, 0)))
def test_a_division_is_the_best_of_all_that_go_on_from_left_to_right(scores: NDArray[np.float64]) -> None:
    def total(parts: tuple[int, ...]) -> float:
        return float(sum(scores[place, part] for place, part in enumerate(parts)))

    rank = {BEFORE: 0, ARTICLE: 1, INSIDE: 1, AFTER: 2}
    every = (
        parts for parts in product(rank, repeat=len(scores)) if sorted(parts, key=rank.__getitem__) == [*parts]
    )
    division = divide(scores, np.ones(len(scores)))
    chosen = tuple(
        BEFORE if place < division.start else AFTER if place >= division.stop else ARTICLE if keeps else INSIDE
        for place, keeps in enumerate(division.keeps)
    )
    assert total(chosen) == pytest.approx(max(map(total, every)))


@given(st.lists(st.integers(-5, 5), max_size=8))
def test_the_best_block_has_the_greatest_sum(gains: list[int]) -> None:
    start, stop = best_block(np.array(gains))
    sums = [sum(gains[one:two]) for one in range(len(gains) + 1) for two in range(one, len(gains) + 1)]
    assert sum(gains[start:stop]) == max(sums)


@given(TEXTS)
def test_unwrapping_moves_no_character(text: str) -> None:
    whole = unwrapped(text)
    assert [one for one, two in zip(text, whole, strict=True) if one != two and (one, two) != ("\n", " ")] == []


@pytest.mark.parametrize("width", [60, 72, 78, 100])
def test_wrapped_paragraphs_are_made_whole(width: int) -> None:
    paragraphs = [" ".join(PARAGRAPHS), " ".join(PARAGRAPHS[::-1])]
    wrapped = "\n\n".join(textwrap.fill(paragraph, width) for paragraph in paragraphs)
    assert unwrapped(wrapped) == "\n\n".join(paragraphs)


@pytest.mark.parametrize(
    "text",
    [
        "The wheel goes round,\nthe water falls,\nthe miller sleeps\nbehind the walls.",
        "\n".join(f"  • Item number {number} of a list that has many such items" for number in range(9)),
        "\n".join(PARAGRAPHS),
    ],
)
def test_verse_lists_and_long_lines_are_left_as_they_are(text: str) -> None:
    assert unwrapped(text) == text


def test_each_language_has_a_phrase_for_each_of_the_common_rules() -> None:
    lines = {
        "en": "Share this article", "de": "Artikel teilen", "fr": "Partager cet article",
        "es": "Compartir este artículo", "it": "Condividi questo articolo", "pt": "Compartilhe este artigo",
        "ru": "Поделиться статьёй", "nl": "Deel dit artikel", "pl": "Udostępnij ten artykuł",
    }  # fmt: skip
    assert lines.keys() == set(LANGUAGES)
    found = {code: find_phrases(read_table(line))[0] for code, line in lines.items()}
    assert {code: phrases()[place].rule for code, place in found.items() if place >= 0} == dict.fromkeys(
        lines, "share"
    )


def test_keys_tell_where_a_line_stands() -> None:
    above, below, again = (
        line_keys(read_table(text))
        for text in (
            f"Contact\n{PARAGRAPHS[0]}",
            f"{PARAGRAPHS[0]}\nContact",
            f"Contact\nNews\n{PARAGRAPHS[1]}",
        )
    )
    assert above[0] == again[0] != below[1]


def _pages() -> list[str]:
    subjects = ["mill", "bridge", "ferry", "harbour", "tower", "market"]
    return [
        f"{subject.title()} is to be rebuilt\n\n"
        f"The council voted on Monday to rebuild the old {subject} by the river, which burned down in May.\n\n"
        f"The {subject} will cost {number} million, of which the county pays half and the town the rest.\n\n"
        "The Harbour Post has told the river towns what happens in them since the year of the great flood.\n"
        for number, subject in enumerate(subjects, 2)
    ]


def test_a_line_that_recurs_on_the_pages_of_a_site_goes_with_a_survey_and_stays_without() -> None:
    pages = _pages()
    stages = ["metadata", "boilerplate"]
    survey = Pipeline(stages).survey(pages)
    with_survey = [Pipeline(stages, survey=survey).normalize(page).text for page in pages]
    assert all("great flood" not in text and "council voted" in text for text in with_survey)


def test_copies_of_one_article_in_a_bundle_do_not_count_against_it() -> None:
    page = _pages()[0]
    stages = ["metadata", "boilerplate"]
    survey = Pipeline(stages).survey([page] * 50)
    assert Pipeline(stages, survey=survey).normalize(page).text == Pipeline(stages).normalize(page).text


@pytest.mark.parametrize(
    "text", ["word " * 400_000, "word\n" * 50_000, "The same line again, and again.\n" * 5_000], ids=len
)
def test_a_monstrous_document_is_not_emptied(text: str) -> None:
    record = Pipeline(["boilerplate"]).normalize(text)
    assert not record.problems
    assert record.text


@pytest.mark.parametrize("text", ["The old mill\nNo. 4\nThe old mill", "The old mill\nThe old mill"])
def test_a_title_that_stands_again_in_the_last_line_of_a_text_without_paragraphs_stays(text: str) -> None:
    assert list(Boilerplate().propose(Document(text))) == []


def test_a_lone_surrogate_breaks_nothing() -> None:
    assert all(proposal.span for proposal in Boilerplate().propose(Document("\ud800 alone\n\nnot alone")))
