"""Whether a stage that takes several documents together answers as it does about each alone.

PYTEST_DONT_REWRITE: the messages say what pytest would add.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from normkit.ledger.validation import validate
from normkit.reasons import reason
from normkit.stages.document import Document
from normkit.stages.proposals import Proposal
from normkit.stages.stage import Stage
from normkit.surveys.keys import Keys, distinct

AnswerT = TypeVar("AnswerT")


def check_together(stage: Stage[Any], texts: Mapping[str, str]) -> None:
    """Check the methods for several documents that the stage has, in two orders of them."""
    __tracebackhide__ = True

    def proposed(document: Document, proposals: Iterable[Proposal]) -> object:
        return validate(proposals, stage, len(document.text))

    def observed(_: Document, keys: Keys) -> object:
        return distinct(keys).tolist()

    for order in (list(texts), list(texts)[::-1]):
        documents = {label: Document(texts[label]) for label in order}
        if stage.proposes_together:
            _check(stage, documents, stage.propose, stage.propose_together, proposed)
        if stage.observes_together:
            _check(stage, documents, stage.observe, stage.observe_together, observed)


def _check(
    stage: Stage[Any],
    documents: Mapping[str, Document],
    alone: Callable[[Document], AnswerT],
    together: Callable[[Sequence[Document]], Iterable[AnswerT]],
    read: Callable[[Document, AnswerT], object],
) -> None:
    __tracebackhide__ = True
    name = f"{stage.name}: {alone.__name__}_together"
    try:
        answers = [
            read(document, answer)
            for document, answer in zip(documents.values(), together([*documents.values()]), strict=True)
        ]
    except Exception as error:
        msg = f"{name} raises {reason(error, type(stage).__module__)}"
        raise AssertionError(msg) from error
    for (label, document), answer in zip(documents.items(), answers, strict=True):
        assert answer == read(document, alone(document)), (
            f"{name} answers otherwise about {label} {document.text!r:.60} than {alone.__name__} does; "
            "what is said of a document must not depend on others"
        )
