from collections.abc import Iterable
from itertools import pairwise

import pytest
from hypothesis import given, strategies as st
from stages import proposing

from normkit import Claim, Document, Edit, Pipeline, line_removals, paragraphs, sentences, split_lines, words
from normkit.text.counting import count_words


@given(st.text())
def test_lines_and_their_terminators_add_up_to_the_text(text: str) -> None:
    lines = split_lines(text)
    assert "".join(text[line.start : line.stop] for line in lines) == text
    assert all(text[line.start : line.end] == line.text and "\n" not in line.text for line in lines)


@given(st.text())
def test_sentences_hold_every_visible_character_and_words_no_space(text: str) -> None:
    told = "".join(text[start:end] for start, end in sentences(text))
    assert "".join(told.split()) == "".join(text.split())
    assert all(text[start].isalnum() and not text[start].isdecimal() for start, _ in words(text))


@given(st.text(alphabet="ab \n\t\x0b\x1c\u2028", max_size=40))
def test_paragraphs_are_what_stands_between_blank_lines(text: str) -> None:
    spans = list(paragraphs(text))
    filled = [line.number for line in split_lines(text) if not line.is_blank]
    numbers: list[int] = []
    for start, end in spans:
        first = text.count("\n", 0, start)
        numbers += range(first, first + text.count("\n", start, end) + 1)
    assert numbers == filled
    assert all("\n" in text[one[1] : two[0]].replace("\n", "", 1) for one, two in pairwise(spans))


def test_what_is_found_in_a_text_is_kept_until_the_text_is_edited() -> None:
    seen: list[Document] = []

    def look(document: Document) -> list[Claim]:
        seen.append(document)
        assert document.lines
        assert document.words
        return [Claim("seen", value=True, rule="one")]

    stages = [proposing(look, name=f"look-{number}", writes={"seen": bool}) for number in range(3)]
    stages.insert(2, proposing(lambda _: [Edit.delete((0, 2), rule="one")], name="cut"))
    assert not Pipeline(stages).normalize("a b c").problems
    assert seen[0] is not seen[1]
    assert seen[0].lines is seen[1].lines
    assert seen[0].words is seen[1].words
    assert [line.text for line in seen[2].lines] == ["b c"]
    assert seen[2].words == ((0, 1), (2, 3))


def _without(text: str, removed: Iterable[range]) -> str:
    for _, (start, end) in reversed(list(line_removals(split_lines(text), removed))):
        text = text[:start] + text[end:]
    return text


def _each(numbers: Iterable[int]) -> list[range]:
    return [range(number, number + 1) for number in numbers]


@pytest.mark.parametrize(
    ("text", "removed", "left"),
    [
        ("a\n\nX\n\nb", {2}, "a\n\nb"),
        ("a\nX\nb", {1}, "a\nb"),
        ("a\n\nX\nb", {2}, "a\n\nb"),
        ("a\nX\n\nb", {1}, "a\n\nb"),
        ("X\n\na", {0}, "a"),
        ("\n\nX\n\n\na", {2}, "a"),
        ("a\n\nX", {2}, "a"),
        ("a\n\nX\n", {2}, "a\n"),
        ("a\n\nX\n\nY\n\nb", {2, 4}, "a\n\nb"),
        ("a\n\nX\n\nY", {2, 4}, "a"),
        ("a\n\nX\n\nY\n\nZ", {2, 4, 6}, "a"),
        ("a\n\nX\n\n\n", {2}, "a\n"),
        ("a\nX\n\n", {1}, "a\n"),
        ("X\n\nY\n", {0, 2}, ""),
        ("a\n\n\nX\n\nb", {3}, "a\n\n\nb"),
    ],
)
def test_a_removed_line_leaves_one_gap_and_no_trace(text: str, removed: set[int], left: str) -> None:
    assert _without(text, _each(removed)) == left


@given(st.text(alphabet="ab \n", max_size=60), st.data())
def test_removals_are_disjoint_and_take_no_other_visible_character(text: str, data: st.DataObject) -> None:
    lines = split_lines(text)
    filled = [line.number for line in lines if not line.is_blank]
    removed = data.draw(st.sets(st.sampled_from(filled))) if filled else set()
    spans = list(line_removals(lines, _each(removed)))
    assert all(one[1] <= two[0] for (_, one), (_, two) in pairwise(spans))
    kept = "".join(line.text for index, line in enumerate(lines) if index not in removed)
    assert "".join(_without(text, _each(removed)).split()) == "".join(kept.split())


@given(st.text(alphabet="ab \n", max_size=60), st.data())
def test_a_block_goes_as_its_lines_would(text: str, data: st.DataObject) -> None:
    filled = [line.number for line in split_lines(text) if not line.is_blank]
    start, stop = sorted(data.draw(st.integers(0, len(filled))) for _ in range(2))
    block = [range(filled[start], filled[stop - 1] + 1)] if start < stop else []
    assert _without(text, block) == _without(text, _each(filled[start:stop]))


@given(st.text(st.sampled_from("ab \n\t\xa0\u2009\u3000\u3001\U0001f600\ud800\x1c\x85")))
def test_words_are_counted_as_splitting_would(text: str) -> None:
    assert count_words(text) == len(text.split())


@pytest.mark.parametrize("number", [3, -4])
def test_there_is_no_line_beyond_either_end(number: int) -> None:
    with pytest.raises(IndexError):
        split_lines("one\ntwo\nthree\n")[number]
