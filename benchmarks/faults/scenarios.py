"""Small runs with all that a run writes, and what must hold after any fault in them."""

import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

from normkit.bundles.bundle import open_bundle
from normkit.bundles.shard import shards
from normkit.jobs.job import Job
from normkit.runs.claim import start_over
from normkit.runs.run import execute
from normkit.runs.verify import Verification

_LINES = ("Follow us\n\u201cone\u201d\n", "Follow us\n\ntwo\n", None, "Follow us\n\nthree -- four\n")
_VARYING = ("run.json", ".lock")


class Scenario(NamedTuple):
    """A run that begins with what `prepare` leaves, and must end in the same files whatever happens."""

    name: str
    prepare: Callable[[Path], None]
    run: Callable[[Path], None]
    whole: dict[str, bytes]
    before: Mapping[str, bytes] = {}
    """A finished run that may be there still."""

    def is_sound(self, out: Path) -> bool:
        """Whether what is there is right as far as it goes: whole files, and a manifest over nothing less."""
        found = files(out)
        if any(self.whole.get(name, content) != content for name, content in found.items() if _is_result(name)):
            return False
        return "manifest.json" not in found or found in (self.whole, self.before)

    def is_mended(self, out: Path) -> bool:
        """Whether running again, as anybody would, ends in the right files."""
        self.run(out)
        return files(out) == self.whole and not list(Verification(out))


def scenarios(folder: Path) -> Iterator[Scenario]:
    """Yield a run that begins, one that goes on, and one that is started over for another job."""
    bundle = folder / "bundle.jsonl"
    lines = (json.dumps({"text": text}) if text else '{"text": 1}' for text in _LINES)
    bundle.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    job, other = (Job.plan(("encoding", "boilerplate"), text=text, survey=2**12) for text in (True, False))
    run = partial(_run, bundle, job)
    run(folder / "whole")
    whole = files(folder / "whole")
    _run(bundle, other, folder / "other")
    yield Scenario("a run", lambda _: None, run, whole)
    yield Scenario("a run that is continued", partial(_leave_half, folder / "whole"), run, whole)
    copy, restart = partial(shutil.copytree, folder / "other"), partial(_restart, run)
    yield Scenario("a run that is started over", copy, restart, whole, files(folder / "other"))


def files(out: Path) -> dict[str, bytes]:
    """Return all that must not depend on how a run went."""
    paths = (path for path in out.rglob("*") if path.is_file() and path.name not in _VARYING)
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in paths}


def _run(bundle: Path, job: Job, out: Path) -> None:
    with patch("normkit.runs.run.shards", partial(shards, limit=1)):
        execute(open_bundle(str(bundle)), out, job)


def _restart(run: Callable[[Path], None], out: Path) -> None:
    start_over(out)
    run(out)


def _leave_half(whole: Path, out: Path) -> None:
    """Leave what a run does that is killed before its third shard is committed."""
    shutil.copytree(whole, out)
    for name in ("manifest.json", "run.json", "receipts/part-00002.json", "receipts/part-00003.json"):
        (out / name).unlink()
    (out / "documents/part-00003.jsonl.partial").write_bytes(b"half")


def _is_result(name: str) -> bool:
    return name.startswith(("documents/", "text/", "quarantine/")) and not name.endswith(".partial")


def spread(total: int, times: int) -> list[int]:
    """Return `times` of the numbers below `total`, the last one too; all, if there are no more.

    >>> spread(10, 3), spread(3, 10)
    ([2, 5, 9], [0, 1, 2])
    """
    return sorted({number * total // times - 1 for number in range(1, times + 1)} - {-1})


def goes_well(attempt: Callable[..., bool], *arguments: object) -> bool:
    """Whether an attempt returns True; whatever it raises is bad."""
    with suppress(Exception):
        return attempt(*arguments)
    return False
