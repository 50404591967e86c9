"""What a report costs after a large run, and how soon a browser can use it."""

import json
import shutil
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.speed.processes import spend
from benchmarks.speed.texts import pages

_WORDS = 120  # of a document
_VIEWS = "overview", "documents"
_FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run "
    "--disable-background-networking --disable-component-update --disable-sync"
)
_INTERACTIVE = "performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"


def measure_report(count: int) -> dict[str, float]:
    """Return what the report of a run over so many documents takes, and, if there is a browser, its opening."""
    with TemporaryDirectory() as folder:
        bundle, out = Path(folder) / "made.jsonl", Path(folder) / "out"
        with bundle.open("w", encoding="utf-8") as file:
            file.writelines(json.dumps({"text": text}) + "\n" for text in islice(pages(0, _WORDS), count))
        spend("-m", "normkit", "run", str(bundle), "-o", str(out))
        spent, page = spend("-m", "normkit", "report", str(out)), out / "report.html"
        return {
            "documents": count,
            "CPU seconds": spent["cpu"],
            "peak MiB": spent["kib"] // 1024,
            "page, MB": page.stat().st_size / 1e6,
            **_opened(page),
        }


def _opened(page: Path) -> dict[str, float]:
    """Return after how many seconds the script of the page has run to its end, medians of three."""
    chromium = shutil.which("chromium")
    if not (chromium and find_spec("playwright")):
        return {}
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 (not always there)

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=_FLAGS.split())
        tab = browser.new_page()
        times: dict[str, list[float]] = {view: [] for view in _VIEWS}
        for view in _VIEWS * 3:
            tab.goto("about:blank")
            tab.goto(f"{page.resolve().as_uri()}#{view}")
            times[view].append(tab.evaluate(_INTERACTIVE) / 1000)
        browser.close()
    return {f"seconds until the {view} can be used": median(each) for view, each in times.items()}
