"""`normkit explain`: a rule from its own declaration."""

import json
import textwrap
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from normkit.cli.options import as_json, read_config
from normkit.cli.views.screen import printable, printable_line
from normkit.errors import UsageError

if TYPE_CHECKING:
    from normkit.pipelines.pipeline import Pipeline
    from normkit.record.record import Record
    from normkit.stages.stage import Rule

_WIDTH = 80


class RuleError(UsageError):
    """The stage is there but has no rule of that name, or the name is a rule's alone."""


@click.command()
@click.argument("name", metavar="RULE")
@as_json
def explain(name: str, *, as_json: bool) -> None:
    """Explain a rule by its own examples.

    RULE is STAGE.RULE, or a stage, whose rules are then listed.

    \b
    normkit explain boilerplate.skip-link
    normkit explain boilerplate
    """  # noqa: D301
    from normkit.pipelines.pipeline import Pipeline  # noqa: PLC0415

    stage, dot, rule = name.partition(".")
    config = read_config()
    try:
        pipeline = Pipeline([stage], trust=config.trust)
    except UsageError:
        full = _full_name(name, config.build())
        if dot or not full:
            raise
        msg = f"{name!r} is a rule, not a stage: normkit explain {full}"
        raise RuleError(msg) from None
    if not dot:
        _list_rules(pipeline, as_json=as_json)
        return
    about = _explain(pipeline, _find(pipeline, rule))
    click.echo(json.dumps(about, indent=1) if as_json else "\n".join(_page(about)))


def _full_name(rule: str, pipeline: "Pipeline") -> str | None:
    """Return `stage.rule` if a stage of the pipeline has such a rule."""
    stages = (step.stage for step in pipeline.steps)
    return next((f"{stage.name}.{rule}" for stage in stages if rule in {r.name for r in stage.rules}), None)


def _find(pipeline: "Pipeline", name: str) -> "Rule":
    stage = pipeline.steps[0].stage
    rules = {rule.name: rule for rule in stage.rules}
    if name not in rules:
        from normkit.mistakes import nearest  # noqa: PLC0415

        msg = f"stage {stage.name!r} has no rule {name!r}; {nearest(name, rules)}"
        raise RuleError(msg)
    return rules[name]


def _list_rules(pipeline: "Pipeline", *, as_json: bool) -> None:
    stage, provider = pipeline.steps[0].stage, pipeline.steps[0].provider
    rules = {f"{stage.name}.{rule.name}": rule.summary for rule in stage.rules}
    if as_json:
        about = {"stage": stage.name, "distribution": provider.distribution, "version": provider.version}
        click.echo(json.dumps({**about, "rules": rules}, indent=1))
        return
    click.echo(printable_line(f"{stage.name}  {provider.distribution} {provider.version}"))
    for name, summary in rules.items():
        click.echo("\n".join(_wrap(f"{name}  {summary}", "  ", "      ")))


def _explain(pipeline: "Pipeline", rule: "Rule") -> dict[str, Any]:
    """Describe a rule and what its stage, alone and with default options, makes of its example."""
    stage, provider = pipeline.steps[0].stage, pipeline.steps[0].provider
    name = f"{stage.name}.{rule.name}"
    record = _try(pipeline, rule)
    return {
        "name": name,
        "summary": rule.summary,
        "distribution": provider.distribution,
        "version": provider.version,
        "changes": {"before": rule.changes, "after": record.text, "because": list(_acts(record, name))},
        "keeps": rule.keeps,
    }


def _try(pipeline: "Pipeline", rule: "Rule") -> "Record":
    """Normalize the example of a rule: with counts, if the stage does nothing without."""
    record = pipeline.normalize(rule.changes)
    if record.edits or record.findings or not pipeline.observing:
        return record
    from normkit.pipelines.examples import example_survey  # noqa: PLC0415
    from normkit.pipelines.pipeline import Pipeline  # noqa: PLC0415

    stage = pipeline.steps[0].stage
    return Pipeline([stage], survey=example_survey(Pipeline([stage]), rule)).normalize(rule.changes)


def _acts(record: "Record", rule: str) -> Iterator[str]:
    """Say what one rule did to a document, and what else went wrong."""
    raw = record.raw_text()
    for edit in record.edits:
        if edit.rule == rule:
            times = f", {len(edit.spans)} times" if len(edit.spans) > 1 else ""
            inserted = f", inserts {_quoted(edit.inserted)}" if edit.inserted else ""
            yield f"removes {_quoted(edit.removed)}{inserted}{times}"
    for finding in record.findings:
        if finding.rule == rule:
            yield f"flags {_quoted(raw[slice(*finding.raw_span or (0, 0))])}: {finding.message}"
    for claim in record.claims:
        if claim.rule == rule:
            yield f"claims {claim.name} = {_quoted(claim.value)}"
    for problem in record.problems:
        yield f"fails: {problem.reason}"


def _quoted(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _page(about: dict[str, Any]) -> Iterator[str]:
    head = f"{about['name']}  {about['distribution']} {about['version']}"
    yield click.style(printable_line(head), bold=True)
    yield from _wrap(about["summary"], "  ", "  ")
    changes = about["changes"]
    yield from _text("before", changes["before"])
    yield from _text("after", changes["after"] if changes["after"] != changes["before"] else "(the same)")
    yield from _text("because it", "\n".join(changes["because"]) or "(does nothing here by default)")
    yield from _text("it keeps", about["keeps"])


def _text(title: str, text: str) -> Iterator[str]:
    yield ""
    yield click.style(title, bold=True)
    for line in text.removesuffix("\n").split("\n"):
        yield from _wrap(line, "  | ", "  | ") or ["  |"]


def _wrap(text: str, first: str, others: str) -> list[str]:
    return textwrap.wrap(printable(text), _WIDTH, initial_indent=first, subsequent_indent=others)
