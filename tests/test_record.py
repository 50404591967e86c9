import pytest
from hypothesis import given, strategies as st
from stages import proposing, replacing
from strategies import TEXTS, valid_edits

import normkit
from normkit import AppliedEdit, Document, Edit, Pipeline, Record, Removal, Stage, Trace
from normkit.record.record import EditRecord

NAMES = ["first", "second", "third"]


def deleting(old: str, **attributes: object) -> Stage[normkit.Options]:
    return replacing(old, "", **attributes)


def normalized(text: str, *stages: Stage[normkit.Options]) -> Record:
    record = Pipeline(stages).normalize(text)
    assert not record.problems
    return record


@st.composite
def records(draw: st.DrawFn, *, deletions_only: bool = False) -> Record:
    """Records of three steps of any valid edits; a stage is given the text that the one before it left."""

    def propose(document: Document) -> list[Edit]:
        edits = draw(valid_edits(document.text))
        if deletions_only:
            return [Edit.delete(edit.span, rule=edit.rule) for edit in edits]
        return edits

    return normalized(draw(TEXTS), *(proposing(propose, name=name) for name in NAMES))


def test_removed_tells_what_went_and_why_in_text_order() -> None:
    record = normalized("one two three", deleting("three", name="late"), deleting("one ", name="early"))
    assert record.removed() == [
        Removal((0, 4), "one ", "early.one", 1.0),
        Removal((8, 13), "three", "late.one", 1.0),
    ]


def test_a_removal_of_changed_text_is_told_in_the_words_of_the_raw_text() -> None:
    record = normalized("a <doesn't> b", replacing("'", "’", name="fix"), deleting("<doesn’t>", name="cut"))
    assert record.removed() == [Removal((2, 11), "<doesn't>", "cut.one", 1.0)]


def test_a_removal_around_an_earlier_one_leaves_that_to_its_rule() -> None:
    record = normalized("abcde", deleting("c", name="early"), deleting("bd", name="late"))
    assert [(removal.text, removal.rule) for removal in record.removed()] == [
        ("b", "late.one"),
        ("c", "early.one"),
        ("d", "late.one"),
    ]


def test_a_replaced_character_is_not_removed_until_all_that_stands_for_it_is() -> None:
    half = normalized("a…b", replacing("…", "...", name="dots"), deleting("..", name="cut"))
    assert (half.text, half.removed()) == ("a.b", [])
    whole = normalized("a…b", replacing("…", "...", name="dots"), deleting("...", name="cut"))
    assert [(removal.text, removal.rule) for removal in whole.removed()] == [("…", "cut.one")]


def test_an_inserted_text_that_is_removed_takes_nothing_from_the_raw_text() -> None:
    def insert(_: Document) -> list[Edit]:
        return [Edit.replace((1, 1), "XX", rule="one")]

    record = normalized("ab", proposing(insert, name="add"), deleting("Xb", name="cut"))
    assert record.removed() == [Removal((1, 2), "b", "cut.one", 1.0)]
    assert record.trace(1) == Trace(None, (1, 2), (AppliedEdit(0, "add.one", (1, 1), "", "XX", 1.0),))


def test_a_trace_names_every_edit_on_the_way_by_step() -> None:
    record = normalized(
        "go ab", replacing("a", "x", name="first"), proposing(lambda _: []), replacing("xb", "!", name="third")
    )
    edits = (
        AppliedEdit(0, "first.one", (3, 4), "a", "x", 1.0),
        AppliedEdit(2, "third.one", (3, 5), "xb", "!", 1.0),
    )
    assert record.trace(3) == Trace(raw_span=(3, 5), span=(3, 4), edits=edits)
    assert record.follow(3) == Trace(raw_span=(3, 4), span=(3, 4), edits=edits)
    assert record.follow(4) == Trace(raw_span=(4, 5), span=(3, 4), edits=edits[1:])


def test_what_became_of_a_removed_character_ends_with_the_edit_that_removed_it() -> None:
    record = normalized("one two", replacing("o", "0", name="first"), deleting("0ne ", name="second"))
    fate = record.follow(0)
    assert (fate.span, [edit.rule for edit in fate.edits]) == (None, ["first.one", "second.one"])


@pytest.mark.parametrize("position", [-1, 3])
def test_a_position_outside_the_text_is_refused(position: int) -> None:
    record = normalized("abc")
    with pytest.raises(IndexError, match="is not in the output, which has 3 characters"):
        record.trace(position)
    with pytest.raises(IndexError, match="is not in the raw text, which has 3 characters"):
        record.follow(position)


@given(records())
def test_an_untouched_character_traces_to_itself_and_back(record: Record) -> None:
    raw = record.raw_text()
    for position, character in enumerate(record.text):
        trace = record.trace(position)
        if not trace.edits:
            assert trace.raw_span
            assert raw[slice(*trace.raw_span)] == character
            assert record.follow(trace.raw_span[0]) == trace


@given(records())
def test_every_edit_of_a_trace_is_in_the_record(record: Record) -> None:
    for trace in [
        *map(record.trace, range(len(record.text))),
        *map(record.follow, range(len(record.raw_text()))),
    ]:
        assert [edit.step for edit in trace.edits] == sorted(edit.step for edit in trace.edits)
        assert all(any(_is_of(edit, entry) for entry in record.edits) for edit in trace.edits)
        assert trace.raw_span or trace.edits[0].inserted
        assert trace.span or not trace.edits[-1].inserted


def _is_of(edit: AppliedEdit, entry: EditRecord) -> bool:
    return (
        (edit.step, edit.rule, edit.removed, edit.inserted)
        == (entry.step, entry.rule, entry.removed, entry.inserted)
    ) and edit.span in entry.spans


@given(records())
def test_removed_is_what_nothing_in_the_output_stands_for(record: Record) -> None:
    removed = {p: r.rule for r in record.removed() for p in range(*r.raw_span)}
    for position in range(len(record.raw_text())):
        fate = record.follow(position)
        assert removed.get(position) == (None if fate.span else fate.edits[-1].rule)


@given(records(deletions_only=True))
def test_where_steps_only_delete_removed_and_kept_texts_add_up(record: Record) -> None:
    pieces = [(removal.raw_span[0], removal.text) for removal in record.removed()]
    for position, character in enumerate(record.text):
        trace = record.trace(position)
        assert trace.raw_span
        pieces.append((trace.raw_span[0], character))
    assert "".join(text for _, text in sorted(pieces)) == record.raw_text()


def test_the_default_pipeline_accounts_for_every_raw_character() -> None:
    record = normkit.normalize("Skip to main content\n\nAn\u00a0old ferry\n\nIt doesnâ€™t sail.")
    assert [(r.raw_span, r.text, r.rule) for r in record.removed()] == [
        ((0, 22), "Skip to main content\n\n", "boilerplate.skip-link")
    ]
    assert record.trace(2).edits[0].rule.startswith("encoding.")
    assert record.text[slice(*(record.follow(record.raw_text().index("â")).span or ()))] == "’"
