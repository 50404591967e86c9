"""Documents of a piece go through each step together; nobody must be able to tell."""

import json

import pytest
from stages import proposing, replacing

from normkit import Document, Edit, Options, Pipeline, RawDocument, Record, Stage, Unreadable
from normkit.jobs.normalizing import Normalizer
from normkit.ledger.ledger import Ledger
from normkit.pipelines.place import NO_STEP, Place
from normkit.record.parts import FORMS

DOCUMENTS = [RawDocument(text.encode(), index) for index, text in enumerate(["a", "b", "", "aba"])]


class Failing(Pipeline):
    """A core that cannot make the record of one document."""

    def _record(self, ledger: Ledger, document: RawDocument) -> Record:
        if document.raw == b"b":
            raise ZeroDivisionError
        return super()._record(ledger, document)


def test_documents_that_go_together_have_the_records_that_each_has_alone() -> None:
    pipeline = Pipeline([replacing("a", "xy"), replacing("y", "", name="last")])
    together = pipeline.normalize_together(dict(enumerate(DOCUMENTS)))
    assert list(together.values()) == [pipeline.normalize(document) for document in DOCUMENTS]


def test_a_step_takes_all_documents_before_the_next_begins() -> None:
    seen: list[tuple[str, str]] = []

    def noting(name: str) -> Stage[Options]:
        def note(document: Document) -> list[Edit]:
            seen.append((name, document.text))
            return []

        return proposing(note, name=name)

    Pipeline([noting("one"), noting("two")]).normalize_together(dict(enumerate(DOCUMENTS[:2])))
    assert seen == [("one", "a"), ("one", "b"), ("two", "a"), ("two", "b")]


def test_what_cannot_be_read_or_made_is_quarantined_alone_and_in_order() -> None:
    normalizer = Normalizer(Failing([]), FORMS["jsonl"], text=False)
    taken = normalizer.take([Unreadable("torn.txt", "is torn", index=9), *DOCUMENTS])
    assert [json.loads(row)["text"] for row in taken.rows] == ["a", "", "aba"]
    assert [json.loads(row)["reason"] for row in taken.reasons] == ["is torn", "ZeroDivisionError: "]


def test_a_watcher_is_told_of_each_step_of_each_document_and_how_long_it_took_in_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = 0.0
    monkeypatch.setattr("normkit.pipelines.place.monotonic", lambda: now)
    place = Place()
    place.begin()
    assert (place.document, place.step, place.seconds) == (0, NO_STEP, 0)
    now = 5
    place.enter(1, 0)
    now = 7
    assert (place.document, place.step, place.seconds) == (1, 0, 2)
    place.enter(0, 1)
    assert (place.document, place.step, place.seconds) == (0, 1, 5)
    now = 8
    place.enter(1, 1)
    assert place.seconds == 2
    place.begin()
    assert (place.document, place.seconds) == (0, 0)
