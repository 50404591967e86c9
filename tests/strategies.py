"""What hypothesis draws edits from."""

from hypothesis import strategies as st

from normkit import Edit

TEXTS = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=40)
RULES = ["one", "two"]


@st.composite
def valid_edits(draw: st.DrawFn, text: str) -> list[Edit]:
    """Disjoint edits of `text`, in any order: deletions, replacements and insertions, some of them touching."""
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=10)))
    edits = [
        Edit(
            span,
            draw(TEXTS) if draw(st.booleans()) else "",
            draw(st.sampled_from(RULES)),
            draw(st.floats(0, 1)),
        )
        for span in sorted(set(zip(cuts[::2], cuts[1::2], strict=False)))
    ]
    return draw(st.permutations(edits))
