"""Print, as JSON, every pattern that normkit and its plugins compile, and which of its methods they use.

    python -m benchmarks.faults.compiled

They are watched while they are imported, read the sample, and read what their rules give as examples.
"""

import importlib
import json
import pkgutil
import re
import sys
from collections.abc import Callable, Iterator
from importlib.metadata import entry_points
from itertools import chain
from pathlib import Path
from typing import Any

_METHODS = "search", "match", "fullmatch", "split", "findall", "finditer", "sub", "subn"
_NOT_IMPORTED = "__main__", "ray"

Uses = dict[tuple[str, str, int], set[str]]


def main() -> None:
    """Watch, and print."""
    uses: Uses = {}
    for name in ("compile", *_METHODS):
        setattr(re, name, _watch(getattr(re, name), name, uses))
    for package in ["normkit", *{e.value.partition(".")[0] for e in entry_points(group="normkit")}]:
        path = importlib.import_module(package).__path__
        for module in pkgutil.walk_packages(path, f"{package}."):
            if not module.name.endswith(_NOT_IMPORTED):
                importlib.import_module(module.name)
    _read()
    sys.stdout.write(json.dumps(sorted((*key, sorted(methods)) for key, methods in uses.items())))


class _Watched:
    """A compiled pattern that notes which of its methods are asked for."""

    def __init__(self, pattern: "re.Pattern[Any]", uses: set[str]) -> None:
        self._pattern = pattern
        self._uses = uses

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 (as the pattern has it)
        if name in _METHODS:
            self._uses.add(name)
        return getattr(self._pattern, name)


def _watch(function: Callable[..., Any], name: str, uses: Uses) -> Callable[..., Any]:
    def watched(pattern: Any, *arguments: Any, **options: Any) -> Any:  # noqa: ANN401 (as `re` has them)
        result = function(pattern, *arguments, **options)
        module = sys._getframe(1).f_globals["__name__"]  # noqa: SLF001 (who calls)
        if not (module.startswith("normkit") and isinstance(pattern, str | bytes)):
            return result
        text = pattern if isinstance(pattern, str) else pattern.decode("latin-1")
        methods = uses.setdefault((module, text, result.flags if name == "compile" else 0), set())
        if name == "compile":
            return _Watched(result, methods)
        methods.add(name)
        return result

    return watched


def _read() -> None:
    from normkit import Pipeline  # noqa: PLC0415 (after `re` is watched)
    from normkit.pipelines.pipeline import DEFAULT  # noqa: PLC0415

    pipeline = Pipeline([*DEFAULT, "typography"])
    for document in chain[bytes | str](_sample(), _examples(pipeline)):
        pipeline.normalize(document)


def _sample() -> Iterator[bytes]:
    for path in (Path(__file__).parents[2] / "seeds").glob("*.txt"):
        yield path.read_bytes()


def _examples(pipeline: Any) -> Iterator[str]:  # noqa: ANN401 (imported late)
    for step in pipeline.steps:
        for rule in step.stage.rules:
            yield from (rule.changes, rule.keeps)


if __name__ == "__main__":
    main()
