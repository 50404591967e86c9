"""Whether a stage declares names, options and rules as it must, and the examples of its rules behave.

PYTEST_DONT_REWRITE: the messages say what pytest would add.
"""

import json
import re
from typing import Any

from normkit.pipelines.examples import example_survey
from normkit.pipelines.pipeline import Pipeline
from normkit.stages.document import Document
from normkit.stages.proposals import Proposal
from normkit.stages.stage import Rule, Stage

_NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_TYPES = (str, int, float, bool, list)


def check_declaration(stage: Stage[Any]) -> None:
    """Check names, metadata types and options."""
    __tracebackhide__ = True
    names = [rule.name for rule in stage.rules]
    for name in (stage.name, *names):
        assert _NAME.fullmatch(name), (
            f"{stage.name}: {name!r} is not a valid name: lower-case letters, digits, hyphens"
        )
    assert len(set(names)) == len(names), f"{stage.name}: two rules have one name: {names}"
    for name, kind in stage.writes.items():
        assert kind in _TYPES, f"{stage.name}: {name} is {kind}; metadata are str, int, float, bool or list"
    _check_options(stage)


def _check_options(stage: Stage[Any]) -> None:
    __tracebackhide__ = True
    kind, values = type(stage.options), stage.options.model_dump(mode="json")
    assert kind.model_config.get("extra") == "forbid", f"{stage.name}: {kind.__name__} must forbid extras"
    for name, field in kind.model_fields.items():
        assert field.description, f"{stage.name}: option {name} needs a description, Field(description=...)"
    try:
        again = kind.model_validate(json.loads(json.dumps(values)))
    except ValueError as error:
        msg = f"{stage.name}: {kind.__name__} refuses its own values {values}: {error}"
        raise AssertionError(msg) from error
    assert again == stage.options, f"{stage.name}: options {stage.options!r} come back from JSON as {again!r}"


def check_examples(stage: Stage[Any]) -> None:
    """Check that each rule acts on what it changes, and leaves alone what it keeps."""
    __tracebackhide__ = True
    for rule in stage.rules:
        name = f"{stage.name}.{rule.name}"
        assert rule.summary, f"{name}: a rule needs a summary"
        acts = _proposals(stage, rule, rule.changes)
        others = sorted({proposal.rule for proposal in acts})
        assert rule.name in others, f"{name}: proposes nothing about its own example {rule.changes!r}" + (
            f"; only {', '.join(others)} do" if others else ""
        )
        wrong = [proposal for proposal in _proposals(stage, rule, rule.keeps) if proposal.rule == rule.name]
        assert not wrong, f"{name}: proposes something about what it must keep, {rule.keeps!r}: {wrong[0]}"


def _proposals(stage: Stage[Any], rule: Rule, text: str) -> list[Proposal]:
    """Return what is proposed about `text`, an example of `rule`, with counts and without."""
    stages = [stage]
    if stage.observes:
        other = type(stage)(stage.options)
        Pipeline([other], survey=example_survey(Pipeline([other]), rule))
        stages.append(other)
    return [proposal for each in stages for proposal in each.propose(Document(text))]
