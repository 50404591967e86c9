"""Every reader, the decoder, configurations and records, fuzzed: nothing but normkit's own errors may come out.

    python -m benchmarks.faults.fuzzing TARGET SECONDS FOLDER

fuzzes one in a process of its own, guided by coverage (`pip install atheris`, on Linux or macOS). What came out
stands in FOLDER: the input, and beside it the traceback.
"""

import re
import subprocess
import sys
import traceback
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from benchmarks.faults.outcome import Outcome

_PACKAGES = (
    "normkit",
    "normkit_encoding",
    "normkit_formats",
    "normkit_typography",
    "tarfile",
    "zipfile",
    "tomllib",
)
_ROOT = Path(__file__).parents[2]


def measure(folder: Path, times: int = 60) -> Iterator[Outcome]:
    """Fuzz so many seconds in all."""
    from benchmarks.faults.targets import TARGETS  # noqa: PLC0415 (elsewhere only when it is instrumented)

    seconds = max(1, times // len(TARGETS))
    for number, name in enumerate(TARGETS):
        place = folder / str(number)
        place.mkdir()
        command = [sys.executable, "-m", "benchmarks.faults.fuzzing", name, str(seconds), str(place)]
        ran = subprocess.run(command, cwd=_ROOT, capture_output=True, encoding="utf-8", check=False)  # noqa: S603
        tried = re.search(r"stat::number_of_executed_units: *(\d+)", ran.stderr)
        told = [path.read_text().strip().splitlines()[-1] for path in place.glob("*.traceback")]
        if not tried:
            told.append(ran.stderr.strip().rpartition("\n")[2])
        yield Outcome(f"{name} fuzzed", int(tried[1]) if tried else 0, len(told), "; ".join(told)[:300])


def main() -> None:
    """Fuzz one target until its time is over; each fault is kept once."""
    import atheris  # noqa: PLC0415 (of use only here)

    name, seconds, place = sys.argv[1], sys.argv[2], Path(sys.argv[3])
    with atheris.instrument_imports(include=list(_PACKAGES)):
        from benchmarks.faults.targets import TARGETS  # noqa: PLC0415 (as it is instrumented)
    target, work, corpus = TARGETS[name], place / "work", place / "corpus"
    work.mkdir()
    corpus.mkdir()
    for number, raw in enumerate(target.seeds()):
        (corpus / str(number)).write_bytes(raw)

    def take(raw: bytes) -> None:
        try:
            target.try_out(work, raw)
        except Exception as error:  # noqa: BLE001 (any is a fault)
            _keep(place, raw, error)

    options = [f"-max_total_time={seconds}", "-max_len=20000", "-rss_limit_mb=4096", "-print_final_stats=1"]
    atheris.Setup([sys.argv[0], *options, str(corpus)], take)
    atheris.Fuzz()


def _keep(place: Path, raw: bytes, error: Exception) -> None:
    told = traceback.format_exception(error)
    where = "".join(line for line in told if line.startswith("  File"))
    path = place / sha256(where.encode()).hexdigest()[:16]
    if not path.exists():
        path.write_bytes(raw)
        path.with_suffix(".traceback").write_text("".join(told), encoding="utf-8", errors="replace")


if __name__ == "__main__":
    main()
