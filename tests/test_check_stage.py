import re
from collections.abc import Iterator
from typing import Any, ClassVar

import numpy as np
import pytest
from pydantic import Field, field_validator
from stages import replacing

from normkit import Document, Edit, Keys, Options, Rule, Stage, survey_keys
from normkit.testing import Case, check_case, check_stage


class Dashes(Stage[Options]):
    """A good stage; each test spoils it in one way."""

    name = "dashes"
    rules: ClassVar = (
        Rule("dash", "Two hyphens stand for a dash.", changes="wait -- what", keeps="<!-- x -->"),
    )

    def propose(self, document: Document) -> Iterator[Any]:
        for match in re.finditer(r"(?<![!-])--(?![->])", document.text):
            yield Edit.replace(match.span(), "—", rule="dash")


def test_a_good_stage_passes() -> None:
    check_stage(Dashes)


class Often(Dashes):
    """A good stage that observes."""

    name = "often"
    rules: ClassVar = (Rule("often", "Many have it.", changes="wait\n", keeps="stay\n"),)

    def observe(self, document: Document) -> Keys:
        return survey_keys(document.text.split("\n"))

    def propose(self, document: Document) -> Iterator[Any]:
        first = document.text.split("\n")[0]
        if first and self.survey and self.survey.count(survey_keys([first]))[0] > self.survey.documents / 2:
            yield Edit.delete((0, len(first)), rule="often")


def test_a_good_stage_that_observes_passes() -> None:
    check_stage(Often)


class Randomized(Often):
    def observe(self, document: Document) -> Keys:
        return np.array([hash(document.text) % 2**64], np.uint64)


class Remembering(Often):
    seen = 0

    def observe(self, document: Document) -> Keys:
        self.seen += 1
        return survey_keys([document.text, str(self.seen)])


class Listing(Often):
    def observe(self, document: Document) -> Keys:
        return document.text.split("\n")  # type: ignore[return-value]


class Blind(Often):
    def observe(self, document: Document) -> Keys:
        assert "\x00" not in document.text
        return super().observe(document)


class Slow(Often):
    def observe(self, document: Document) -> Keys:
        re.search(r"a*b", document.text)
        return super().observe(document)


class Counting(Often):
    def propose(self, document: Document) -> Iterator[Any]:
        if self.survey and "emoji" not in document.text and "\u2764" in document.text:
            yield Edit.delete((0, 1), rule="other")
        yield from super().propose(document)


class NoChange(Dashes):
    rules: ClassVar = (Rule("dash", "Says so.", changes="nothing to do", keeps="x"),)


class NoKeep(Dashes):
    rules: ClassVar = (Rule("dash", "Says so.", changes="a -- b", keeps="a -- b"),)


class Undeclared(Dashes):
    def propose(self, document: Document) -> Iterator[Any]:
        yield from super().propose(document)
        if "\r" in document.text:
            yield Edit.delete((0, 1), rule="other")


class Raising(Dashes):
    def propose(self, document: Document) -> Iterator[Any]:
        assert "\x00" not in document.text, "no NULs, please"
        return super().propose(document)


class Fickle(Dashes):
    calls = 0

    def propose(self, document: Document) -> Iterator[Any]:
        Fickle.calls += 1
        if "emoji" not in document.text and Fickle.calls % 2 and "--" not in document.text and document.text:
            yield Edit.replace((0, 1), str(Fickle.calls), rule="dash")
        yield from super().propose(document)


class Growing(Dashes):
    def propose(self, document: Document) -> Iterator[Any]:
        if "--" in document.text and "<" not in document.text:
            yield Edit.replace((0, 0), "x", rule="dash")


class Quadratic(Dashes):
    def propose(self, document: Document) -> Iterator[Any]:
        re.search(r"a*b", document.text)
        return super().propose(document)


class Hoarding(Dashes):
    def propose(self, document: Document) -> Iterator[Any]:
        self.kept = [document.text[:end] for end in range(0, len(document.text), 100)]
        return super().propose(document)


class Unlucky(Dashes):
    def propose(self, document: Document) -> Iterator[Any]:
        assert not re.match(r"\n\n\w", document.text), "what no text of the kit's holds"
        return super().propose(document)


class Described(Options):
    dash: str = "—"


class Undescribed(Dashes, Stage[Described]): ...


class Doubled(Options):
    dash: str = Field(default="—", description="Grows when it is read.")

    @field_validator("dash")
    @classmethod
    def double(cls, dash: str) -> str:
        return dash * 2


class Unread(Dashes, Stage[Doubled]): ...


@pytest.mark.parametrize(
    ("stage", "message"),
    [
        (NoChange, "dashes.dash: proposes nothing about its own example 'nothing to do'"),
        (NoKeep, "dashes.dash: proposes something about what it must keep, 'a -- b'"),
        (Undeclared, "on the text 'carriage returns' .* rule 'other' is not declared in Undeclared.rules"),
        (
            Raising,
            r"on the text 'control characters' .*, cut down to '\\x00' raises .* \(test_check_stage.py, line",
        ),
        (Fickle, "proposes differently a second time"),
        (Growing, "cut down to '--' a second pass, over 'x--', proposes"),
        (Quadratic, "40000 take"),
        (Randomized, "on the text 'one character' 'x' observes other keys in another process: hash"),
        (Remembering, "observes other keys a second time, or after other texts"),
        (Listing, "on the text 'empty' '' observing raises TypeError: keys are list; they must be an array"),
        (Blind, "on the text 'control characters' .* observing raises AssertionError"),
        (Slow, "40000 take"),
        (Counting, "on the text 'emoji' .* rule 'other' is not declared"),
        (Hoarding, "bytes of memory, .* look for what is kept for each pair of places"),
        (Unlucky, r"on the drawn text '[^']*' raises AssertionError: what no text"),
        (Undescribed, r"option dash needs a description, Field\(description="),
        (Unread, "options Doubled.*'—'.* come back from JSON as .*'——'"),
    ],
)
def test_a_bad_stage_is_told_what_is_wrong(stage: type[Stage[Options]], message: str) -> None:
    with pytest.raises(AssertionError, match=message):
        check_stage(stage)


@pytest.mark.parametrize(
    "wrong",
    [
        {"expected": "x"},
        {"keeps": ["“"]},
        {"removes": {"typography.quote": ["x"]}},
        {"finds": {"typography.quote": ["a"]}},
        {"metadata": {"title": "x"}},
    ],
)
def test_a_case_that_does_not_hold_fails(wrong: dict[str, Any]) -> None:
    check_case(
        Case(
            name="right",
            stages=["typography"],
            input="“a”",
            expected='"a"',
            removes={"typography.quote": ["“"]},
        )
    )
    with pytest.raises((AssertionError, KeyError)):
        check_case(Case(name="wrong", stages=["typography"], input="“a”", **wrong))


def test_stages_given_as_objects_need_no_plugin() -> None:
    assert replacing("a", "b").name == "proposing"
