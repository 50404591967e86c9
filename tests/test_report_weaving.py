from hypothesis import given, strategies as st

from normkit.ledger.edits import EditSet, arrange
from normkit.report.weaving import GONE, KEPT, NEW, Piece, weave
from normkit.stages.proposals import Edit


def steps(raw: str, *edits: list[Edit]) -> list[EditSet]:
    sets: list[EditSet] = []
    for several in edits:
        sets.append(EditSet(sets[-1].after if sets else raw, arrange(several)))
    return sets


def test_a_replacement_stands_behind_what_it_replaces() -> None:
    (step,) = steps("a--b", [Edit.replace((1, 3), "—", rule="r")])
    assert weave("a--b", [step]) == [
        Piece("a", KEPT),
        Piece("--", GONE, (0,)),
        Piece("—", NEW, (0,)),
        Piece("b", KEPT),
    ]


def test_what_a_later_step_removes_names_both_edits() -> None:
    sets = steps("x a--b y", [Edit.replace((3, 5), "—", rule="one")], [Edit.delete((2, 5), rule="two")])
    gone = [piece for piece in weave("x a--b y", sets) if piece.state == GONE]
    assert gone == [Piece("a", GONE, (1,)), Piece("--", GONE, (0, 1)), Piece("b", GONE, (1,))]


def test_an_insertion_that_is_replaced_keeps_its_history() -> None:
    sets = steps("â€™", [Edit.replace((0, 3), "’", rule="one")], [Edit.replace((0, 1), "'", rule="two")])
    assert weave("â€™", sets) == [Piece("â€™", GONE, (0,)), Piece("'", NEW, (0, 1))]


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, list[EditSet]]:
    raw = text = draw(st.text("abc\n", max_size=12))
    sets = []
    for _ in range(draw(st.integers(0, 4))):
        edges = sorted(draw(st.sets(st.integers(0, len(text)), max_size=6)))
        inserted = draw(st.lists(st.text("xyz", max_size=2), min_size=3, max_size=3))
        spans = zip(edges[::2], edges[1::2], inserted, strict=False)
        sets.append(EditSet(text, arrange(Edit((s, e), new, "r") for s, e, new in spans)))
        text = sets[-1].after
    return raw, sets


@given(edited())
def test_the_pieces_are_the_raw_text_and_the_result(case: tuple[str, list[EditSet]]) -> None:
    raw, sets = case
    pieces = weave(raw, sets)
    assert "".join(piece.text for piece in pieces if piece.state != NEW) == raw
    result = sets[-1].after if sets else raw
    assert "".join(piece.text for piece in pieces if piece.state != GONE) == result


@given(edited())
def test_what_stayed_names_no_edit_and_all_else_names_one(case: tuple[str, list[EditSet]]) -> None:
    assert all(bool(piece.edits) is (piece.state != KEPT) for piece in weave(*case))
