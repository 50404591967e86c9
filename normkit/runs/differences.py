"""What can differ between two runs, counted, with a few examples."""

from typing import Any

from pydantic import BaseModel

from normkit.stages.document import Value

EXAMPLES = 3


class Example(BaseModel):
    """Something that stands in one run only, and the name of its document."""

    document: str
    text: str
    weight: float = 1
    """Its confidence or score."""


class Tally(BaseModel):
    """How often, and the first examples."""

    count: int = 0
    examples: list[Example] = []

    def add(self, example: Example) -> None:
        """Count one, and keep it if it is one of the first that differ."""
        self.count += 1
        if len(self.examples) < EXAMPLES and example not in self.examples:
            self.examples.append(example)


class OnlyIn(BaseModel):
    """What stands in the first run only, and what in the second."""

    run1: Tally
    run2: Tally

    @classmethod
    def nothing(cls) -> "OnlyIn":
        """Begin to count."""
        return cls(run1=Tally(), run2=Tally())


class Change(BaseModel):
    """A metadata value of one document that differs."""

    document: str
    old: Value | None
    new: Value | None


class Changes(BaseModel):
    """In how many documents a metadata value differs, and the first of them."""

    count: int = 0
    examples: list[Change] = []

    def add(self, change: Change) -> None:
        """Count one, and keep it while they are few."""
        self.count += 1
        if len(self.examples) < EXAMPLES:
            self.examples.append(change)


class Diff(BaseModel):
    """What differs between two runs. Documents are matched by index and name."""

    documents: int = 0
    """In both runs."""
    changed: int = 0
    """Documents in both runs whose records differ."""
    aspects: dict[str, int] = {}
    """In how many documents each part of the record differs."""
    only: OnlyIn
    """Documents in one run only."""
    edits: dict[str, OnlyIn] = {}
    """By full rule name. Where the stage stands in the pipeline makes no difference."""
    findings: dict[str, OnlyIn] = {}
    """By full rule name."""
    claims: dict[str, OnlyIn] = {}
    """By full rule name."""
    metadata: dict[str, Changes] = {}
    """By name; a name that a run does not know counts as null."""
    jobs: dict[str, tuple[Any, Any]] = {}
    """By dotted path where the manifests differ in input or job; null where one says nothing."""

    @property
    def same(self) -> bool:
        """Whether both runs say the same of every document, whatever their jobs were."""
        return not (self.changed or self.only.run1.count or self.only.run2.count)
