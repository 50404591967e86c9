import pytest
from hypothesis import given, strategies as st
from strategies import TEXTS, valid_edits

from normkit import Edit, Span
from normkit.ledger.edits import EditSet, OverlapError, arrange, undo


@st.composite
def edit_sets(draw: st.DrawFn) -> EditSet:
    text = draw(TEXTS)
    return EditSet(text, arrange(draw(valid_edits(text))))


@given(edit_sets())
def test_undoing_gives_the_text_before(edits: EditSet) -> None:
    changes = [(edit.span[0], edits.before[slice(*edit.span)], edit.inserted) for edit in edits.edits]
    assert undo(edits.after, changes) == edits.before


@given(edit_sets())
def test_an_untouched_character_maps_to_itself_and_back(edits: EditSet) -> None:
    for position, character in enumerate(edits.before):
        if any(start <= position < end for start, end in (edit.span for edit in edits.edits)):
            continue
        mapped = edits.forward((position, position + 1))
        assert mapped is not None
        assert edits.after[slice(*mapped)] == character
        assert edits.backward(mapped) == (position, position + 1)


@given(edit_sets())
def test_a_character_inside_an_edit_maps_to_its_outer_edges_or_to_none(edits: EditSet) -> None:
    shift = 0
    for edit in edits.edits:
        start, end = edit.span
        inserted = (start + shift, start + shift + len(edit.inserted))
        for position in range(start, end):
            assert edits.forward((position, position + 1)) == (inserted if edit.inserted else None)
        for position in range(*inserted):
            assert edits.backward((position, position + 1)) == (edit.span if start < end else None)
        shift += len(edit.inserted) - (end - start)


def _hull(edits: EditSet, span: Span) -> Span | None:
    mapped = [edits.forward((position, position + 1)) for position in range(*span)]
    known = [span for span in mapped if span]
    return (known[0][0], known[-1][1]) if known else None


@given(edit_sets(), st.data())
def test_a_span_maps_to_the_hull_of_its_characters(edits: EditSet, data: st.DataObject) -> None:
    if not edits.before:
        return
    start = data.draw(st.integers(0, len(edits.before) - 1))
    span = start, data.draw(st.integers(start + 1, len(edits.before)))
    mapped, hull = edits.forward(span), _hull(edits, span)
    if hull is None:  # at most what was inserted between deleted characters
        inside = "".join(e.inserted for e in edits.edits if span[0] < e.span[0] == e.span[1] < span[1])
        assert mapped is None or edits.after[slice(*mapped)] == inside
    else:
        assert mapped is not None
        assert mapped[0] <= hull[0]
        assert hull[1] <= mapped[1]


def test_touching_and_overlapping_deletions_of_one_rule_are_united_and_no_others() -> None:
    deletions = [((5, 8), 0.9), ((0, 3), 1.0), ((2, 5), 0.7), ((9, 14), 1.0), ((10, 11), 0.8)]
    edits = arrange(Edit.delete(span, rule="r", confidence=confidence) for span, confidence in deletions)
    assert edits == [
        Edit.delete((0, 8), rule="r", confidence=0.7),
        Edit.delete((9, 14), rule="r", confidence=0.8),
    ]


@pytest.mark.parametrize(
    "edits",
    [
        [Edit.delete((0, 3), rule="one"), Edit.delete((2, 5), rule="two")],
        [Edit.replace((0, 3), "x", rule="one"), Edit.delete((2, 5), rule="one")],
        [Edit.delete((0, 9), rule="one"), Edit.replace((4, 4), "x", rule="one")],
        [Edit.replace((4, 4), "x", rule="one"), Edit.replace((4, 4), "y", rule="one")],
        [
            Edit.delete((0, 9), rule="one"),
            Edit.replace((1, 2), "", rule="two"),
            Edit.delete((5, 12), rule="one"),
        ],
    ],
)
def test_overlapping_edits_are_refused(edits: list[Edit]) -> None:
    with pytest.raises(OverlapError):
        arrange(edits)
