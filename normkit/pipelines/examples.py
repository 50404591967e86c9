"""What the examples of a rule are tried with."""

from normkit.pipelines.pipeline import Pipeline
from normkit.stages.stage import Rule
from normkit.surveys.survey import Survey

_OFTEN = 100


def example_survey(pipeline: Pipeline, rule: Rule) -> Survey:
    """Survey 101 documents: what `rule` changes stands in 100 of them, what it keeps in one."""
    return pipeline.survey([rule.changes] * _OFTEN + [rule.keeps], 2**20)
