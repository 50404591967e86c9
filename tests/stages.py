"""Small stages for tests."""

from collections.abc import Callable, Iterable
from typing import Any, ClassVar

from normkit import Document, Edit, Options, Rule, Stage
from normkit.stages.proposals import Proposal

RULES = tuple(Rule(name, "A rule for tests.", changes="x", keeps="y") for name in ("one", "two"))


def proposing(propose: Callable[[Document], Iterable[Any]], **attributes: object) -> Stage[Options]:
    """Return a stage that proposes what `propose` returns."""

    class Proposing(Stage[Options]):
        name = str(attributes.pop("name", "proposing"))
        rules: ClassVar = RULES

        def propose(self, document: Document) -> Iterable[Proposal]:
            return propose(document)

    for name, value in attributes.items():
        setattr(Proposing, name, value)
    return Proposing()


def replacing(old: str, new: str, **attributes: object) -> Stage[Options]:
    """Return a stage that replaces the first `old` by `new`."""

    def propose(document: Document) -> Iterable[Edit]:
        start = document.text.find(old)
        return [Edit.replace((start, start + len(old)), new, rule="one")] if start >= 0 else []

    return proposing(propose, **attributes)
