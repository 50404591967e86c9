# ruff: noqa: INP001 (a script, part of no package)
"""What a report costs after a large run, and how soon a browser can use it.

    python benchmarks/report.py [--documents N] [--out FOLDER] [--json FILE]

Documents of about 120 words are made, the same each time, and run; then the report is made, and opened in
headless Chromium (extra `browser`), once at the overview and once at a document. Interactive is when the page's
script has run to its end. With --out the run is kept, or one that is there is used again.
"""

import argparse
import json
import resource
import shutil
import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from time import perf_counter, process_time

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # `benchmarks` is not installed

from playwright.sync_api import sync_playwright

from benchmarks.speed.texts import pages
from normkit import run
from normkit.report.writing import write_report

_FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run "
    "--disable-background-networking --disable-component-update --disable-sync"
)
_INTERACTIVE = "performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"


def measure(documents: int, out: Path) -> dict[str, float]:
    """Return seconds, memory and sizes."""
    if not (out / "manifest.json").exists():
        _run(documents, out)
    wall, cpu = _spend(lambda: write_report(out))
    page = out / "report.html"
    figures = {
        "documents": documents,
        "seconds of the report": wall,
        "cpu of the report": cpu,
        "peak MiB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "MB of the page": page.stat().st_size / 1e6,
    }
    return figures | _open(page)


def _run(documents: int, out: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        bundle = Path(folder) / "made.jsonl"
        with bundle.open("w", encoding="utf-8") as file:
            for number, text in enumerate(islice(pages(0, words=120), documents)):
                file.write(json.dumps({"id": f"{number:016x}", "text": text}) + "\n")
        run(bundle, out)


def _spend(work: Callable[[], object]) -> tuple[float, float]:
    wall, cpu = perf_counter(), process_time()
    work()
    return perf_counter() - wall, process_time() - cpu


def _open(page: Path) -> dict[str, float]:
    """Return after how many seconds a browser is done with the page's script, medians of three."""
    times: dict[str, list[float]] = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=_FLAGS.split())
        for _ in range(3):
            for view in ("overview", "documents"):
                tab = browser.new_page()
                tab.goto(f"{page.resolve().as_uri()}#{view}")
                times.setdefault(f"seconds to interactive, {view}", []).append(
                    tab.evaluate(_INTERACTIVE) / 1000
                )
                tab.close()
        browser.close()
    return {name: sorted(values)[1] for name, values in times.items()}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--out", type=Path, metavar="FOLDER")
    parser.add_argument("--json", type=Path, metavar="FILE")
    arguments = parser.parse_args()
    with ExitStack() as stack:
        out = arguments.out or Path(stack.enter_context(tempfile.TemporaryDirectory())) / "out"
        figures = measure(arguments.documents, out)
    for name, value in figures.items():
        sys.stdout.write(f"{name:<40}{value:>14,.2f}\n")
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
