"""The pipelines of benchmarks, made once in each process."""

import json
from functools import cache

from normkit import Pipeline


@cache
def pipeline(stages: tuple[str, ...], options: str) -> Pipeline:
    """Return the pipeline of these stages; `options` are those of all of them, as JSON."""
    return Pipeline(stages, json.loads(options))
