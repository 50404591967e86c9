"""Whether what a stage observes depends on nothing but the document and its options.

PYTEST_DONT_REWRITE: the messages say what pytest would add.
"""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from importlib import import_module
from operator import attrgetter
from typing import Any

from normkit.reasons import reason
from normkit.stages.document import Document
from normkit.stages.stage import Stage
from normkit.surveys.keys import distinct

_CHILD = "import json, sys; from normkit.testing.observing import tell; tell(**json.load(sys.stdin))"


def check_observing(stage: Stage[Any], texts: Mapping[str, str]) -> None:
    """Check that keys are valid, and the same however the documents of a bundle are divided.

    That is in order, in reverse, each alone, and in another process.
    """
    __tracebackhide__ = True
    seen = {label: _keys(stage, label, text) for label, text in texts.items()}
    other = type(stage)(stage.options)
    for label, text in reversed(list(texts.items())):
        alone = type(stage)(stage.options)
        assert _keys(other, label, text) == _keys(alone, label, text) == seen[label], (
            f"{stage.name}: on {label} {text!r:.60} observes other keys a second time, or after other texts; "
            "keys must depend on document and options alone"
        )
    for label, keys in _keys_elsewhere(stage, texts).items():
        assert keys == seen[label], (
            f"{stage.name}: on {label} {texts[label]!r:.60} observes other keys in another process: "
            "hash() of a string differs there, survey_keys does not"
        )


def _keys(stage: Stage[Any], label: str, text: str) -> list[int]:
    __tracebackhide__ = True
    try:
        keys: list[int] = distinct(stage.observe(Document(text))).tolist()
    except Exception as error:
        told = reason(error, type(stage).__module__)
        msg = f"{stage.name}: on {label} {text!r:.60} observing raises {told}"
        raise AssertionError(msg) from error
    return keys


def _keys_elsewhere(stage: Stage[Any], texts: Mapping[str, str]) -> dict[str, list[int]]:
    """Return the keys by label as a process with other hashes has them; none if it cannot find the stage."""
    seed = "2" if os.environ.get("PYTHONHASHSEED") == "1" else "1"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONHASHSEED": seed}
    work = {
        "module": type(stage).__module__,
        "name": type(stage).__qualname__,
        "options": stage.options.model_dump(mode="json"),
        "texts": dict(texts),
    }
    done = subprocess.run(  # noqa: S603 (this Python, with words of ours)
        [sys.executable, "-c", _CHILD],
        input=json.dumps(work).encode(),
        capture_output=True,
        env=environment,
        check=False,
    )
    return json.loads(done.stdout.splitlines()[-1]) if done.returncode == 0 else {}  # modules may print


def tell(module: str, name: str, options: Mapping[str, Any], texts: Mapping[str, str]) -> None:
    """Print the keys by label; for the other process."""
    kind = attrgetter(name)(import_module(module))
    stage = kind(kind.options_type.model_validate(options))
    sys.stdout.write("\n" + json.dumps({label: _keys(stage, label, text) for label, text in texts.items()}))
