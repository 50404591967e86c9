"""Documents of which a worker dies, that never end or eat all memory, among others that must not suffer."""

import os
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.faults.outcome import Outcome
from normkit.runs.reading import records

_STAGE = '''
import os
from normkit import Edit, Options, Rule, Stage, hookimpl

class Hostile(Stage[Options]):
    """Do what the document says, unless all is well."""

    name = "hostile"
    rules = [Rule("loud", "The first letter is made loud.", changes="a", keeps="A")]

    def observe(self, document):
        if document.text.startswith("early"):
            self.obey(document)
        return super().observe(document)

    def propose(self, document):
        self.obey(document)
        yield Edit.replace((0, 1), document.text[0].upper(), rule="loud")

    def obey(self, document):
        match document.text.split()[-3] if "HOSTILE" in os.environ else "":
            case "exit": os._exit(9)
            case "crash": os.kill(os.getpid(), 11)
            case "abort": os.abort()
            case "loop":
                while True: pass
            case "eat": bytearray(10**12)

@hookimpl
def normkit_stages():
    return [Hostile]
'''
_WORDS = "exit", "crash", "abort", "eat"
_LOOPS = 10  # so many never end: each takes as long as it is given


def measure(folder: Path, times: int = 50) -> Iterator[Outcome]:
    """Run a bundle with so many hostile documents, each with four others around it."""
    chance = random.Random(1)  # noqa: S311 (no secret)
    hostile = {5 * number + 2: chance.choice(_WORDS) for number in range(times)}
    hostile.update(dict.fromkeys(list(hostile)[:: max(1, times // _LOOPS)], "loop"))
    bundle = folder / "bundle"
    bundle.mkdir()
    for number in range(5 * times):
        early = "early " * (chance.random() < 0.5)  # noqa: PLR2004
        word = hostile.get(number, "peace")
        text = f"{early if word != 'loop' else ''}{word} document {number}"
        (bundle / f"{number:06}_{number:016x}.txt").write_text(text, encoding="utf-8")
    _install(folder / "site")
    _run(bundle, folder / "peaceful", folder / "site")
    _run(bundle, folder / "out", folder / "site", HOSTILE="1")
    whole, found = (list(records(folder / name)) for name in ("peaceful", "out"))
    wanted = [record for record in whole if record.index not in hostile]
    lost = len({r.index for r in wanted} - {r.index for r in found if r in wanted})
    kept = {path.name for path in (folder / "out/quarantine").glob("*.txt")}
    missed = sum(f"{number:06}_{number:016x}.txt" not in kept for number in hostile)
    yield Outcome("documents of which a worker dies: not in quarantine", len(hostile), missed)
    yield Outcome("documents beside them: lost or other than without them", len(wanted), lost)


def _install(site: Path) -> None:
    info = site / "normkit_hostile-1.2.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: normkit-hostile\nVersion: 1.2\n")
    (info / "entry_points.txt").write_text("[normkit]\nhostile = normkit_hostile\n")
    (site / "normkit_hostile.py").write_text(_STAGE)


def _run(bundle: Path, out: Path, site: Path, **environment: str) -> None:
    command: list[str | Path] = [
        sys.executable,
        "-m",
        "normkit",
        "run",
        bundle,
        "--stage",
        "hostile",
        "-o",
        out,
    ]
    limits = ["--workers", "2", "--document-seconds", "5", "--worker-memory", "8000"]
    path = os.pathsep.join([str(site), os.environ.get("PYTHONPATH", "")])
    subprocess.run(  # noqa: S603 (our own command)
        [*command, *limits],
        env={**os.environ, "PYTHONPATH": path, **environment},
        stderr=subprocess.DEVNULL,
        check=False,
    )
