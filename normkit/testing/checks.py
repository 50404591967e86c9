"""Whether a stage keeps the contract."""

from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from normkit.pipelines.pipeline import Pipeline
from normkit.stages.stage import Options, Stage
from normkit.testing.declaration import check_declaration, check_examples
from normkit.testing.growth import check_growth
from normkit.testing.observing import check_observing
from normkit.testing.proposing import check_drawn_texts, check_texts
from normkit.testing.texts import NASTY
from normkit.testing.together import check_together

OptionsT = TypeVar("OptionsT", bound=Options)

_BYTES = 2**20  # of a survey


def check_stage(stage_type: type[Stage[OptionsT]], options: OptionsT | None = None) -> None:
    """Check one stage as every normkit stage is checked; raises AssertionError saying which text and rule.

    Names, options and rules are declared as they must be, options come back from JSON as they were, and the
    examples of every rule behave. On nasty texts, and on others that hypothesis draws, it raises nothing,
    proposes only what is valid, and the same each time and whatever it saw before; a second pass over its
    output proposes no edit (or `unstable` says why). Time and memory are linear in the text. If it observes,
    its keys depend on document and options alone, however a bundle is divided, and all of this holds with
    counts and without. Where it takes documents together, it answers as about each alone. A text that fails is
    cut down to what matters.
    """
    __tracebackhide__ = True
    stage = stage_type(options)
    texts = dict(_texts(stage))
    check_declaration(stage)
    if stage.observes:
        check_observing(stage, texts)
    check_examples(stage)
    for each in _with_and_without_counts(stage, texts.values()):
        check_texts(each, texts)
        check_together(each, texts)
        check_drawn_texts(each, list(texts.values()))
    check_growth(stage)


def _with_and_without_counts(stage: Stage[OptionsT], texts: Iterable[str]) -> Iterator[Stage[OptionsT]]:
    yield stage
    if stage.observes:
        other = type(stage)(stage.options)
        Pipeline([other], survey=Pipeline([other]).survey(texts, _BYTES))
        yield other


def _texts(stage: Stage[Any]) -> Iterator[tuple[str, str]]:
    for label, text in NASTY.items():
        yield f"the text {label!r}", text
    for rule in stage.rules:
        yield f"what {rule.name} changes", rule.changes
        yield f"what {rule.name} keeps", rule.keeps
