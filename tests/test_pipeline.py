from pathlib import PurePosixPath
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st
from stages import proposing, replacing
from strategies import valid_edits

from normkit import Claim, Document, Edit, Finding, Options, Pipeline, Record, Stage
from normkit.errors import UsageError


@given(st.binary(max_size=200), st.integers(0, 4), st.data())
@settings(deadline=None)
def test_any_bytes_come_back_after_any_valid_edits_of_any_number_of_steps(
    raw: bytes, steps: int, data: st.DataObject
) -> None:
    stages = [
        proposing(lambda document: data.draw(valid_edits(document.text)), name=f"step-{step}")
        for step in range(steps)
    ]
    record = Pipeline(stages).normalize(raw)
    assert not record.problems
    assert Record.model_validate_json(record.model_dump_json()).restore() == raw


def test_broken_bytes_between_good_ones_come_back_from_the_record() -> None:
    raw = b"a" * 60 + b"\xff" + "é".encode() * 30
    record = Pipeline([]).normalize(raw)
    assert [(run.characters, run.encoding, run.verbatim) for run in record.raw.runs] == [
        (60, "utf-8", None),
        (1, None, "/w=="),
        (30, "utf-8", None),
    ]
    assert Record.model_validate_json(record.model_dump_json()).restore() == raw


class ChangingEdit(Edit):
    """A subclass could answer otherwise the second time, as those below."""


class ChangingFinding(Finding): ...


class ChangingClaim(Claim): ...


INVALID: list[Any] = [
    Edit((0, 5), "", "one"),
    Edit((-1, 1), "", "one"),
    Edit((2, 1), "", "one"),
    Edit([0, 1], "", "one"),  # type: ignore[arg-type]
    Edit((0, 1.0), "", "one"),  # type: ignore[arg-type]
    Edit((0, 1), "\ud800", "one"),
    Edit((0, 1), b"x", "one"),  # type: ignore[arg-type]
    Edit((0, 1), "", "undeclared"),
    Edit((0, 1), "", 5),  # type: ignore[arg-type]
    Edit((0, 1), "", "one", confidence=1.5),
    Edit((0, 1), "", "one", confidence=float("nan")),
    ChangingEdit((0, 1), "", "one"),
    Finding((1, 1), "one", 0.5, "empty"),
    Finding((1, 5), "one", 0.5, "too far"),
    Finding((0, 1), "one", "high", "score"),  # type: ignore[arg-type]
    Finding((0, 1), "one", 0.5, "\ud800"),
    Finding((0, 1), "undeclared", 0.5, "rule"),
    ChangingFinding((0, 1), "one", 0.5, "subclass"),
    Claim("undeclared", "x", "one"),
    Claim(["title"], "x", "one"),  # type: ignore[arg-type]
    Claim("title", 5, "one"),
    Claim("share", 1, "one"),
    Claim("share", float("inf"), "one"),
    Claim("title", "x", "one", confidence=-0.1),
    Claim("title", "\udfff", "one"),
    Claim("title", "x", "undeclared"),
    Claim("title", "x", "one", (0, 5)),
    Claim("title", "x", "one", (1, 1)),
    ChangingClaim("title", "x", "one"),
    "nonsense",
    None,
]


@pytest.mark.parametrize("invalid", INVALID, ids=lambda proposal: f"{proposal!a:.60}")
def test_one_invalid_proposal_voids_all_of_that_stage_and_nothing_else(invalid: object) -> None:
    valid = Edit.replace((3, 4), "!", rule="two")
    bad = proposing(lambda _: [valid, invalid], writes={"title": str, "share": float}, name="bad")
    record = Pipeline([replacing("a", "A"), bad, replacing("c", "C", name="last")]).normalize("abcd")
    assert record.text == "AbCd"
    assert [edit.step for edit in record.edits] == [0, 2]
    assert [problem.stage for problem in record.problems] == ["bad"]
    assert record.problems[0].reason.startswith("InvalidProposalError: ")
    assert record.restore() == b"abcd"


def test_a_stage_that_raises_is_noted_and_the_others_go_on() -> None:
    def fail(_: Document) -> list[Edit]:
        msg = "no\ud800 \x1b[31mway"
        raise ValueError(msg)

    record = Pipeline([proposing(fail, name="bad"), replacing("a", "b")]).normalize("a")
    assert (record.text, record.problems[0].stage) == ("b", "bad")
    assert record.problems[0].reason.startswith("ValueError: no\\ud800 \x1b[31mway (stages.py, line ")


def raising(error: BaseException) -> Stage[Options]:
    def fail(_: Document) -> list[Edit]:
        raise error

    return proposing(fail, name="bad")


def test_a_stage_that_would_leave_the_program_is_a_problem() -> None:
    record = Pipeline([raising(SystemExit(0)), replacing("a", "b")]).normalize("a")
    assert record.text == "b"
    assert record.problems[0].reason.startswith("SystemExit: 0 (stages.py, line ")


@pytest.mark.parametrize("error", [MemoryError(), KeyboardInterrupt()])
def test_what_is_about_the_process_is_raised(error: BaseException) -> None:
    with pytest.raises(type(error)):
        Pipeline([raising(error)]).normalize("a")


def test_spans_are_told_in_raw_and_in_output_characters() -> None:
    def find(document: Document) -> list[Finding | Claim]:
        span = document.text.index("word"), len(document.text)
        claims = [Claim("title", "word", "one", proof) for proof in (span, None)]
        return [Finding(span, "one", 1, "m"), *claims]

    stages = [replacing("long prefix ", "", name="cut"), proposing(find, writes={"title": str})]
    record = Pipeline([*stages, replacing("a ", "", name="late")]).normalize("long prefix a word")
    assert record.text == "word"
    assert (record.findings[0].raw_span, record.findings[0].span) == ((14, 18), (0, 4))
    assert [(claim.raw_span, claim.span) for claim in record.claims] == [((14, 18), (0, 4)), (None, None)]


def test_spans_are_mapped_back_through_the_steps_in_reverse() -> None:
    def find(document: Document) -> list[Finding]:
        start = document.text.index("!")
        return [Finding((start, start + 1), "one", 1, "m")]

    stages = [replacing("ab", "", name="cut"), replacing("x", "much longer", name="grow"), proposing(find)]
    record = Pipeline(stages).normalize("x..!.ab")
    assert (record.text, record.findings[0].raw_span, record.findings[0].span) == (
        "much longer..!.",
        (3, 4),
        (13, 14),
    )


def test_what_is_deleted_has_no_span_in_the_output() -> None:
    claim = proposing(
        lambda _: [Claim("title", "T", "one", (0, 1)), Edit.delete((0, 2), rule="two")], writes={"title": str}
    )
    record = Pipeline([claim]).normalize("T text")
    assert (record.claims[0].raw_span, record.claims[0].span) == ((0, 1), None)
    assert record.metadata == {"title": "T"}


def test_the_most_confident_claim_wins_and_of_equals_the_later_step() -> None:
    def claiming(name: str, value: str, confidence: float) -> Stage[Options]:
        return proposing(
            lambda _: [Claim("title", value, "one", None, confidence)], name=name, writes={"title": str}
        )

    stages = [claiming("a", "sure", 0.9), claiming("b", "unsure", 0.5), claiming("c", "as sure", 0.9)]
    assert Pipeline(stages).normalize("x").metadata == {"title": "as sure"}
    assert Pipeline(stages[:2]).normalize("x").metadata == {"title": "sure"}


def test_lists_collect_in_text_order_once_each() -> None:
    proofs = (("C", (4, 5)), ("A", (0, 1)), ("C", (2, 3)), ("B", (0, 1)))
    claims = [Claim("authors", value, "one", span) for value, span in proofs]
    stage = proposing(lambda _: [*claims, Claim("title", "T", "one")], writes={"authors": list, "title": str})
    assert Pipeline([stage]).normalize("A C C").metadata == {"authors": ["A", "B", "C"], "title": "T"}


def test_a_stage_reads_what_earlier_ones_wrote_but_cannot_change_it() -> None:
    seen: list[Any] = []
    write = proposing(lambda _: [Claim("title", "T", "one")], writes={"title": str}, name="write")

    def read(document: Document) -> list[Edit]:
        seen.append(dict(document.metadata))
        document.metadata["title"] = "changed"  # type: ignore[index]
        return []

    record = Pipeline([write, proposing(read, name="read")]).normalize("x")
    assert seen == [{"title": "T"}]
    assert record.metadata == {"title": "T"}
    assert record.problems[0].reason.startswith("TypeError")


def test_a_stage_sees_earlier_claims_where_their_proof_stands_now() -> None:
    seen: list[tuple[Claim, ...]] = []
    proofs = [Claim("title", "b", "one", (2, 3)), Claim("title", "a", "one", (0, 1)), Claim("title", "", "one")]
    write = proposing(lambda _: proofs, writes={"title": str}, name="write")

    def read(document: Document) -> list[Edit]:
        seen.append((*document.claims, *document.claims))
        return []

    Pipeline([write, replacing("a", "", name="cut"), proposing(read, name="read")]).normalize("a b")
    assert [(claim.value, claim.span) for claim in seen[0]] == 2 * [("b", (1, 2)), ("a", None), ("", None)]


def test_a_claim_may_be_of_any_declared_type() -> None:
    values: dict[str, str | float] = {"text": "t", "whole": 3, "share": 0.5, "flag": False}
    claims = [Claim(name, value, "one") for name, value in values.items()]
    stage = proposing(lambda _: claims, writes={name: type(value) for name, value in values.items()})
    assert Pipeline([stage]).normalize("x").metadata == values


def test_every_declared_name_is_there_null_if_unknown() -> None:
    stage = proposing(lambda _: [], writes={"title": str, "authors": list})
    assert Pipeline([stage]).normalize("x").metadata == {"title": None, "authors": None}


def test_scores_have_six_decimals() -> None:
    third = 1 / 3
    proposals = [
        Edit.delete((0, 1), rule="one", confidence=third),
        Finding((1, 2), "one", third, "m"),
        Claim("share", third, "one", None, third),
    ]
    record = Pipeline([proposing(lambda _: proposals, writes={"share": float})]).normalize("ab")
    claim = record.claims[0]
    assert {record.edits[0].confidence, record.findings[0].score, claim.confidence, claim.value} == {0.333333}


def test_an_edit_that_changes_nothing_is_left_out() -> None:
    stage = proposing(lambda _: [Edit.delete((1, 1), rule="one"), Edit.replace((1, 1), "x", rule="one")])
    record = Pipeline([stage]).normalize("ab")
    assert (record.text, [edit.spans for edit in record.edits]) == ("axb", [[(1, 1)]])


def test_edits_that_differ_only_in_place_are_one_entry() -> None:
    stage = proposing(lambda d: [Edit.replace((i, i + 1), "b", rule="one") for i in range(len(d.text))])
    record = Pipeline([stage]).normalize("aaa")
    assert [edit.spans for edit in record.edits] == [[(0, 1), (1, 2), (2, 3)]]


def test_an_empty_document_is_a_record() -> None:
    record = Pipeline([replacing("a", "b")]).normalize(b"")
    assert (record.text, record.stats) == ("", {"characters": 0, "lines": 0, "words": 0})
    assert record.restore() == b""


@pytest.mark.parametrize(
    ("text", "lines", "words"), [("a bé", 1, 2), ("a\n", 1, 1), ("a\n\nb", 3, 2), ("\n", 1, 0)]
)
def test_stats_count_code_points_lines_and_words_of_the_output(text: str, lines: int, words: int) -> None:
    stats = Pipeline([replacing("x", "")]).normalize(f"x{text}").stats
    assert stats == {"characters": len(text), "lines": lines, "words": words}


def test_lone_surrogates_in_a_string_become_replacement_characters() -> None:
    record = Pipeline([]).normalize("a\ud800b")
    assert record.text == "a\ufffdb"
    assert record.restore() == b"a\xed\xa0\x80b"


@pytest.mark.parametrize(
    ("stages", "message"),
    [
        ([replacing("a", "b"), replacing("a", "b")], "stands twice"),
        ([replacing("a", "b", name="x"), replacing("a", "b", before=("x",))], "must stand before 'x'"),
        ([replacing("a", "b", after=("x",)), replacing("a", "b", name="x")], "must stand after 'x'"),
        (
            [replacing("a", "b", name="x", writes={"t": str}), replacing("a", "b", writes={"t": int})],
            "claims t as int",
        ),
    ],
)
def test_a_pipeline_that_cannot_work_is_refused(stages: list[Any], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        Pipeline(stages)


def test_options_are_checked_and_only_for_stages_of_the_pipeline() -> None:
    assert Pipeline(["typography"], {"typography": {"quote": False}}).normalize("“a”").text == "“a”"
    with pytest.raises(UsageError, match="options of typography: unknown key 'quotes'; did you mean 'quote'"):
        Pipeline(["typography"], {"typography": {"quotes": False}})
    with pytest.raises(UsageError, match="options for other"):
        Pipeline(["typography"], {"other": {}})


def test_what_is_no_document_is_a_type_error() -> None:
    with pytest.raises(TypeError, match="a document is text, bytes or a RawDocument, not PurePosixPath"):
        Pipeline(["encoding"]).normalize(PurePosixPath("page.txt"))  # type: ignore[arg-type]
