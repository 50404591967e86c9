"""What rules say of themselves, where the plugins of a run are still installed as they were."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from normkit.errors import UsageError
from normkit.pipelines.pipeline import Pipeline
from normkit.plugins.trust import Trust


def summaries(steps: Iterable[Mapping[str, Any]], trust: Trust | None) -> dict[str, str]:
    """Return the summaries of rules by full name; `steps` is the pipeline that a manifest tells of."""
    return dict(pair for step in steps for pair in _of_step(step, trust))


def _of_step(step: Mapping[str, Any], trust: Trust | None) -> Iterator[tuple[str, str]]:
    try:
        planned = Pipeline([step["stage"]], trust=trust).steps[0]
    except UsageError:
        return  # it is not installed any more, or not trusted: names have to do
    if planned.provider.digest == step["digest"]:
        for rule in planned.stage.rules:
            yield f"{planned.stage.name}.{rule.name}", rule.summary
