"""Whose output a folder is: the identity of the job, in `job.json`."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from normkit.runs.files import OutputError, lock, sync_folder, told_as_output_error, write_file

LOCK = ".lock"
_JOB = "job.json"
_FREED = {"job": None}
"""What a run that is to be started over leaves."""
_FEW = 4
_LONGEST = 40


def claim(out: Path, identity: Mapping[str, Any]) -> None:
    """Take a folder for a job, unless it is the job's already. Raises OutputError."""
    check_claim(out, identity)
    if claimed(out) != identity:
        write_file(out / _JOB, as_json(identity))


def check_claim(out: Path, identity: Mapping[str, Any]) -> None:
    """Raise OutputError, saying what differs, if a folder holds a run of another job."""
    if not (out / _JOB).exists():
        return
    then = claimed(out)
    if not then:
        msg = (
            f"output {str(out)!r} holds files that belong to no run, and a job.json; name a new or empty folder"
        )
        raise OutputError(msg)
    differing = [] if then == _FREED else list(_differences(then, identity))
    if differing:
        more = f" and {len(differing) - _FEW} more" if len(differing) > _FEW else ""
        msg = (
            f"output {str(out)!r} holds a run that differs in {', '.join(differing[:_FEW])}{more}; "
            "name another output, or start this one over with --restart"
        )
        raise OutputError(msg)


def claimed(out: Path) -> dict[str, Any]:
    """Return the identity of the job whose run a folder holds; empty if it holds none."""
    try:
        return dict(json.loads((out / _JOB).read_bytes()))
    except (OSError, ValueError, TypeError):
        return {}


def start_over(out: Path) -> None:
    """Let go of all that a run left, so that the next one begins with nothing. Raises OutputError."""
    if not claimed(out):
        return
    with told_as_output_error(out), lock(out / LOCK):
        _delete(out / "manifest.json")  # first: it must not stand over less than it says
        _delete(*(out / "receipts").glob("*"))
        _delete(out / "survey.bin", out / "report.html")
        write_file(out / _JOB, as_json(_FREED))  # last: now nothing is there that could be taken for new


def _delete(*paths: Path) -> None:
    for path in paths:
        path.unlink(missing_ok=True)
    for folder in {path.parent for path in paths}:
        sync_folder(folder)


def as_json(value: Any) -> bytes:  # noqa: ANN401 (any JSON)
    """Return the content of a file."""
    return json.dumps(value, indent=1, ensure_ascii=False, sort_keys=True).encode() + b"\n"


def _differences(then: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    """Yield each value that differs, by its name, with both."""
    old, new = dict(_flat(then)), dict(_flat(json.loads(as_json(now))))
    for name in sorted(old.keys() | new.keys()):
        if old.get(name) != new.get(name):
            yield f"{name} ({_short(old.get(name))} then, {_short(new.get(name))} now)"


def _flat(value: Any, name: str = "") -> Iterator[tuple[str, Any]]:  # noqa: ANN401
    """Yield values by dotted names; the steps of a pipeline by their stages, and their order."""
    match value:
        case {"pipeline": [*steps], **others} if all(isinstance(step, dict) for step in steps):
            yield "pipeline", ", ".join(str(step.get("stage")) for step in steps)
            yield from _flat({**others, **{str(step.get("stage")): step for step in steps}}, name)
        case {}:
            for key, inner in value.items():
                yield from _flat(inner, f"{name}.{key}" if name else key)
        case _:
            yield name, value


def _short(value: Any) -> str:  # noqa: ANN401
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
