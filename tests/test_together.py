"""Stages that take several documents together."""

from collections.abc import Iterable, Iterator, Sequence
from typing import ClassVar

import pytest
from stages import RULES, replacing

from normkit import Document, Edit, Keys, Options, Pipeline, Record, Stage, survey_keys
from normkit.sources.raw_document import RawDocument
from normkit.stages.proposals import Proposal
from normkit.testing import check_stage

TEXTS = ["one ox", "no", "an ox\nand an ox", "", "ox"]


class Cutting(Stage[Options]):
    """Deletes the first "ox" of each document, and notes how it was asked."""

    name = "cutting"
    rules: ClassVar = RULES[:1]
    unstable: ClassVar = "a second ox is the first one then"
    asked: ClassVar[list[object]] = []

    def propose(self, document: Document) -> Iterator[Edit]:
        self.asked.append(document.text)
        return self._edits(document)

    def propose_together(self, documents: Sequence[Document]) -> Iterable[Iterable[Proposal]]:
        self.asked.append([document.text for document in documents])
        return [self._edits(document) for document in documents]

    def observe(self, document: Document) -> Keys:
        return survey_keys(document.text.split())

    def observe_together(self, documents: Sequence[Document]) -> Iterable[Keys]:
        return [survey_keys(document.text.split()) for document in documents]

    def _edits(self, document: Document) -> Iterator[Edit]:
        start = document.text.find("ox")
        if start >= 0:
            yield Edit.delete((start, start + 2), rule="one")


@pytest.fixture(autouse=True)
def _nothing_asked() -> None:
    Cutting.asked.clear()


def together(stage: Stage[Options]) -> list[Record]:
    documents = [RawDocument(text.encode()) for text in TEXTS]
    return [*Pipeline([replacing("x", "x"), stage]).normalize_together(dict(enumerate(documents))).values()]


def alone(stage: Stage[Options]) -> list[Record]:
    return [*Pipeline([replacing("x", "x"), stage]).stream(TEXTS)]


def observed_keys(stage: Stage[Options], *texts: str) -> list[list[int]]:
    documents = dict(enumerate(RawDocument(text.encode()) for text in texts))
    return [keys.tolist() for keys in Pipeline([stage]).observe_together(documents)["cutting"]]


def test_a_stage_is_given_all_documents_at_once_and_the_records_are_those_of_one_after_the_other() -> None:
    assert together(Cutting()) == alone(Cutting())
    assert Cutting.asked[0] == TEXTS


def test_one_document_goes_the_same_way() -> None:
    Pipeline([Cutting()]).normalize("an ox")
    assert Cutting.asked == [["an ox"]]


class Refusing(Cutting):
    def propose_together(self, documents: Sequence[Document]) -> Iterable[Iterable[Proposal]]:
        msg = f"{len(documents)} are too many"
        raise RuntimeError(msg)


class Stopping(Cutting):
    def propose_together(self, documents: Sequence[Document]) -> Iterator[Iterable[Proposal]]:
        yield self._edits(documents[0])
        raise RuntimeError


class Forgetting(Cutting):
    def propose_together(self, documents: Sequence[Document]) -> Iterable[Iterable[Proposal]]:
        return [self._edits(documents[0])]


@pytest.mark.parametrize(("stage", "first"), [(Refusing, 0), (Stopping, 1), (Forgetting, 1)])
def test_documents_that_a_stage_does_not_answer_about_together_are_given_to_it_one_by_one(
    stage: type[Cutting], first: int
) -> None:
    assert together(stage()) == alone(Cutting())
    assert Cutting.asked[: len(TEXTS) - first] == TEXTS[first:]


def test_what_is_wrong_with_one_document_costs_no_other() -> None:
    class Mistaken(Cutting):
        def _edits(self, document: Document) -> Iterator[Edit]:
            yield from super()._edits(document)
            if document.text == "no":
                yield Edit.delete((0, 99), rule="one")

    found = together(Mistaken())
    assert [bool(record.problems) for record in found] == [text == "no" for text in TEXTS]
    assert [record.text for record in found] == [record.text for record in alone(Cutting())]


def test_a_stage_that_changes_what_it_proposes_alone_is_not_asked_together() -> None:
    class Silent(Cutting):
        def propose(self, document: Document) -> Iterator[Edit]:  # noqa: ARG002
            return iter(())

        def observe(self, document: Document) -> Keys:  # noqa: ARG002
            return survey_keys([])

    assert (Silent().proposes_together, Silent().observes_together) == (False, False)
    assert [record.text for record in together(Silent())] == TEXTS


def test_what_is_observed_together_is_what_is_observed_alone() -> None:
    each = [observed_keys(Cutting(), text)[0] for text in TEXTS]
    assert observed_keys(Cutting(), *TEXTS) == each


class Forgetful(Cutting):
    def observe_together(self, documents: Sequence[Document]) -> Iterator[Keys]:
        yield from map(self.observe, documents[:2])
        raise RuntimeError


def test_documents_that_a_stage_cannot_observe_together_are_observed_one_by_one() -> None:
    assert observed_keys(Forgetful(), *TEXTS) == observed_keys(Cutting(), *TEXTS)


class Numbering(Cutting):
    """Says of a document what depends on how many come before it."""

    def propose_together(self, documents: Sequence[Document]) -> Iterator[Iterable[Proposal]]:
        for number, document in enumerate(documents):
            yield self._edits(document) if number % 2 else ()


class Counting(Cutting):
    def observe_together(self, documents: Sequence[Document]) -> Iterator[Keys]:
        for number, document in enumerate(documents):
            yield survey_keys([*document.text.split(), str(number)])


@pytest.mark.parametrize(
    ("stage", "told"),
    [
        (Numbering, "propose_together answers otherwise about"),
        (Counting, "observe_together answers otherwise about"),
        (Stopping, "propose_together raises RuntimeError"),
        (Forgetting, "propose_together raises ValueError"),
    ],
)
def test_the_test_kit_tells_where_together_differs_from_alone(stage: type[Cutting], told: str) -> None:
    with pytest.raises(AssertionError, match=told):
        check_stage(checked(stage))


def test_the_test_kit_takes_a_stage_that_answers_the_same() -> None:
    check_stage(checked(Cutting))


def checked(stage: type[Cutting]) -> type[Cutting]:
    rule = RULES[0]
    stage.rules = (type(rule)(rule.name, rule.summary, changes="an ox", keeps="a cow"),)
    return stage
