"""What a stage is: its name, its options, its rules, `propose` and, if it needs counts, `observe`."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, TypeVar, get_args

from pydantic import BaseModel, ConfigDict

from normkit.stages.document import Document
from normkit.stages.proposals import Proposal
from normkit.surveys.keys import Keys, survey_keys
from normkit.surveys.survey import StageSurvey


@dataclass(frozen=True)
class Rule:
    """The declared reason of a proposal. In a record it is called `stage.name`.

    `changes` is a text about which the rule proposes something, `keeps` one about which it must not; the
    test kit runs both. A rule that needs a whole page to act is given one. Where the stage observes, they are
    also tried with counts, of 100 documents that are `changes` and one that is `keeps`.
    """

    name: str
    summary: str
    changes: str
    keeps: str


class Options(BaseModel):
    """The options of a stage: a pydantic model, frozen, that refuses what it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


OptionsT = TypeVar("OptionsT", bound=Options)


class Stage(ABC, Generic[OptionsT]):
    """One processing unit. It holds no state but options and counts, and never changes a document.

    A subclass names its options in brackets: `class Dashes(Stage[DashesOptions])`, or `Stage[Options]` when
    it has none.
    """

    name: ClassVar[str]
    """Lower-case letters, digits and hyphens; the entry point bears the same name."""
    rules: ClassVar[Sequence[Rule]]
    writes: ClassVar[Mapping[str, type]] = {}
    """The metadata names that it may claim, each with its type: str, int, float, bool or list."""
    reads: ClassVar[Sequence[str]] = ()
    """The metadata names that it uses when an earlier step has written them."""
    before: ClassVar[Sequence[str]] = ()
    """Stages that must stand later in a pipeline that has them; checked, never sorted by."""
    after: ClassVar[Sequence[str]] = ()
    """Stages that must stand earlier in a pipeline that has them; checked, never sorted by."""
    unstable: ClassVar[str] = ""
    """Why a second pass over the output may propose edits again; empty: it never does."""
    options_type: ClassVar[type[Options]] = Options
    survey: StageSurvey | None = None
    """What it observed in the documents of a bundle, counted; None if there are no counts."""

    def __init_subclass__(cls) -> None:
        """Find the options type in the brackets behind `Stage`."""
        super().__init_subclass__()
        for base in vars(cls).get("__orig_bases__", ()):
            for argument in get_args(base):
                if isinstance(argument, type) and issubclass(argument, Options):
                    cls.options_type = argument

    def __init__(self, options: OptionsT | None = None) -> None:
        """Take validated options, or the defaults."""
        self.options: OptionsT = options or self.options_type()  # type: ignore[assignment]

    def observe(self, document: Document) -> Keys:  # noqa: ARG002 (one that overrides it does)
        """Return keys of what is to be counted in `document`; `survey_keys` makes them of strings.

        A stage that overrides this is asked about every document of a bundle before it may propose: about
        the decoded text as no step has changed it, with no metadata. A key counts once a document. Keys must
        depend on nothing but document and options; `hash` differs from process to process.
        """
        return survey_keys([])

    def observe_together(self, documents: Sequence[Document]) -> Iterable[Keys]:
        """Yield what `observe` returns of each of several documents, in order; see `propose_together`."""
        return map(self.observe, documents)

    @property
    def observes(self) -> bool:
        """Whether it overrides `observe`."""
        return type(self).observe is not Stage.observe

    @property
    def observes_together(self) -> bool:
        """Whether it overrides `observe_together` for the `observe` that it has."""
        return _is_own(type(self), "observe_together", "observe")

    @abstractmethod
    def propose(self, document: Document) -> Iterable[Proposal]:
        """Yield what should happen to `document`; spans count the code points of `document.text`."""

    def propose_together(self, documents: Sequence[Document]) -> Iterable[Iterable[Proposal]]:
        """Yield what `propose` yields about each of several documents, in order.

        A stage may override this where it is quicker together; the answers must be the same. If this fails,
        the documents that are left are given to `propose`, one by one.
        """
        return map(self.propose, documents)

    @property
    def proposes_together(self) -> bool:
        """Whether it overrides `propose_together` for the `propose` that it has."""
        return _is_own(type(self), "propose_together", "propose")


def _is_own(stage: type[Stage[Any]], together: str, alone: str) -> bool:
    """Whether a stage overrides the first of two methods, and no class between changes the second one."""
    own = next(kind for kind in stage.__mro__ if together in vars(kind) or alone in vars(kind))
    return own is not Stage and together in vars(own)
