"""Whether a stage keeps the contract."""

import re
import time
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeVar

from normkit.document import Document
from normkit.edits import EditSet
from normkit.examples import example_survey
from normkit.pipeline import Pipeline
from normkit.proposals import Claim, Edit, Finding
from normkit.stage import Options, Rule, Stage
from normkit.testing.observing import check_observing
from normkit.testing.texts import GROWING, NASTY
from normkit.validation import validate

OptionsT = TypeVar("OptionsT", bound=Options)
_NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_Validated = tuple[list[Edit], list[Finding], list[Claim]]

_BYTES = 2**20  # of a survey
_SMALL, _LARGE = 5_000, 40_000  # characters
_STEEPEST = 30  # times longer for 8 times the text: linear is 8, quadratic 64
_FLOOR = 0.005  # seconds of CPU below which a ratio means nothing


def check_stage(stage_type: type[Stage[OptionsT]], options: OptionsT | None = None) -> None:
    """Check one stage as every normkit stage is checked; raises AssertionError saying which text and rule.

    Its rules are declared and their examples behave; on nasty texts it raises nothing, proposes only what is
    valid, and the same each time; a second pass over its output proposes no edit (or `unstable` says why);
    its time is linear in the text. If it observes, its keys depend on document and options alone, and all of
    this holds with counts and without.
    """
    stage = stage_type(options)
    texts = dict(_texts(stage))
    if stage.observes:
        check_observing(stage, texts)
    _check_declaration(stage)
    _check_texts(stage, texts)
    if stage.observes:
        _check_texts(_counting(stage, texts.values()), texts)
    for label, piece in GROWING.items():
        _check_growth(stage, label, piece)


def _counting(stage: Stage[OptionsT], texts: Iterable[str]) -> Stage[OptionsT]:
    """Return another of the same stage that has counts of `texts`."""
    other = type(stage)(stage.options)
    Pipeline([other], survey=Pipeline([other]).survey(texts, _BYTES))
    return other


def _texts(stage: Stage[Any]) -> Iterator[tuple[str, str]]:
    for label, text in NASTY.items():
        yield f"the text {label!r}", text
    for rule in stage.rules:
        yield f"what {rule.name} changes", rule.changes
        yield f"what {rule.name} keeps", rule.keeps


def _check_declaration(stage: Stage[Any]) -> None:
    names = [rule.name for rule in stage.rules]
    for name in (stage.name, *names):
        assert _NAME.fullmatch(name), f"{stage.name}: {name!r} is no name: lower-case letters, digits, hyphens"
    assert len(set(names)) == len(names), f"{stage.name}: two rules have one name: {names}"
    for rule in stage.rules:
        assert rule.summary, f"{stage.name}.{rule.name}: a rule needs a summary"
        assert rule.name in _rules_used(stage, rule, rule.changes), (
            f"{stage.name}.{rule.name}: proposes nothing about its own example {rule.changes!r}"
        )
        assert rule.name not in _rules_used(stage, rule, rule.keeps), (
            f"{stage.name}.{rule.name}: proposes something about what it must keep, {rule.keeps!r}"
        )


def _rules_used(stage: Stage[Any], rule: Rule, text: str) -> set[str]:
    """Return the rules of what is proposed about `text`, an example of `rule`, with counts or without."""
    stages = [stage]
    if stage.observes:
        other = type(stage)(stage.options)
        Pipeline([other], survey=example_survey(Pipeline([other]), rule))
        stages.append(other)
    return {proposal.rule for stage in stages for proposal in stage.propose(Document(text))}


def _check_texts(stage: Stage[Any], texts: Mapping[str, str]) -> None:
    for label, text in texts.items():
        _check_text(stage, label, text)


def _check_text(stage: Stage[Any], label: str, text: str) -> None:
    where = f"{stage.name}: on {label} {text!r:.60}"
    first, second = _validated(stage, where, text), _validated(stage, where, text)
    assert first == second, f"{where} proposes differently a second time"
    output = EditSet(text, first[0]).after
    again = _validated(stage, where, output)[0]
    assert stage.unstable or not again, f"{where} a second pass, over {output!r:.80}, proposes {again[:3]}"


def _validated(stage: Stage[Any], where: str, text: str) -> _Validated:
    try:
        return validate(stage.propose(Document(text)), stage, len(text))
    except Exception as error:
        msg = f"{where} raises {type(error).__name__}: {error}"
        raise AssertionError(msg) from error


def _check_growth(stage: Stage[Any], label: str, piece: str) -> None:
    small = min(_seconds(stage, piece, _SMALL) for _ in range(2))
    most = _STEEPEST * max(small, _FLOOR)
    large = _seconds(stage, piece, _LARGE)
    if large > most:  # perhaps the machine paused
        large = min(large, _seconds(stage, piece, _LARGE))
    assert large <= most, (
        f"{stage.name}: {_SMALL} characters of repeated {label} take {small:.3f} s, {_LARGE} take {large:.3f} s"
    )


def _seconds(stage: Stage[Any], piece: str, size: int) -> float:
    """CPU time of observing and proposing for `piece` repeated to `size` characters."""
    document = Document(piece * (size // len(piece)))
    start = time.process_time()
    stage.observe(document)
    list(stage.propose(document))
    return time.process_time() - start
