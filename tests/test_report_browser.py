"""The report in a real browser: what a person can see, click and press."""

import json
import shutil
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from conftest import SEEDS

from normkit import run
from normkit.report.writing import write_report

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Request

playwright = pytest.importorskip("playwright.sync_api", reason="needs normkit[browser]")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs normkit[browser]")
CHROMIUM = shutil.which("chromium")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium, which Debian has as 'chromium'")

FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run "
    "--disable-background-networking --disable-component-update --disable-sync"
)
LOOKS = list(product(["light", "dark"], [(1280, 900), (390, 844)]))
HOSTILE = [
    "</script><script>document.title = 'caught'</script><img src=x onerror=\"document.title='caught'\">",
    "<!--<script>\u2028\u2029 ]]> --> ' \" onload=x {{ 7 * 7 }} {% raw %} ${7 * 7} `",
    "right \u202eto left\u202c and a NUL \x00, a BEL \x07, a zero\u200bwidth\ufeff",
    "שלום " * 30 + "<b>bold</b> &lt;i&gt; &amp;",
    "",
]


@pytest.fixture(scope="module")
def browser() -> "Iterator[Browser]":
    with playwright.sync_playwright() as started:
        chromium = started.chromium.launch(executable_path=CHROMIUM, args=FLAGS.split())
        yield chromium
        chromium.close()


class Tab:
    """A page that remembers what it complained of."""

    def __init__(self, browser: "Browser", file: Path, address: str = "", **options: Any) -> None:  # noqa: ANN401 (as Playwright takes them)
        self.page = browser.new_page(**options)
        self.complaints: list[str] = []
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", self._note_request)
        self.page.goto(file.as_uri() + address)

    def _note_request(self, request: "Request") -> None:
        if not request.url.startswith("file:") or "report" not in request.url:
            self.complaints.append(f"loads {request.url}")

    def texts(self, selector: str) -> list[str]:
        return self.page.locator(selector).all_text_contents()

    def address(self) -> str:
        return str(self.page.evaluate("location.hash"))

    def focused(self) -> str:
        return str(self.page.evaluate("document.activeElement.dataset.marks || document.activeElement.id"))


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("report") / "out"
    run(SEEDS, out)
    return write_report(out)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report-hostile")
    rows = [json.dumps({"id": text[:60] or "none", "text": text, "url": text}) for text in HOSTILE]
    (folder / "<img src=x onerror=alert(1)>.jsonl").write_text("\n".join([*rows, "{broken"]), encoding="utf-8")
    run(folder / "<img src=x onerror=alert(1)>.jsonl", folder / "out")
    return write_report(folder / "out")


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("address", ["#overview", "#doc=4&edit=1"])
def test_it_is_accessible_and_fits_in_both_themes_and_widths(
    browser: "Browser", sample: Path, tmp_path: Path, look: tuple[str, tuple[int, int]], address: str
) -> None:
    scheme, (width, height) = look
    tab = Tab(browser, sample, address, viewport={"width": width, "height": height}, color_scheme=scheme)
    assert tab.page.evaluate("document.documentElement.scrollWidth") == width
    violations = axe.Axe().run(tab.page).response["violations"]
    assert not [(v["id"], [n["html"] for n in v["nodes"]][:3]) for v in violations]
    assert tab.page.screenshot(path=tmp_path / "page.png", full_page=True)
    assert not tab.complaints


def test_a_document_shows_what_went_and_names_its_rule(browser: "Browser", sample: Path) -> None:
    tab = Tab(browser, sample, "#doc=1")
    assert "Skip to main content" in tab.texts(".text del")[0]
    assert "− boilerplate.skip-link" in tab.texts(".note")
    tab.page.locator(".text del").first.hover()
    (tip,) = tab.texts("#tip")
    assert "boilerplate.skip-link" in tip
    assert "confidence 0.90" in tip
    assert "A link for screen readers." in tip
    assert not tab.complaints


def test_filters_leave_what_fits(browser: "Browser", sample: Path) -> None:
    tab = Tab(browser, sample, "#documents")
    assert tab.texts("#count") == ["5 documents"]
    tab.page.select_option("#rule", "boilerplate.skip-link")
    assert tab.texts("#count") == ["1 of 5 documents"]
    assert tab.texts(".text .note") == ["− boilerplate.skip-link"]
    tab.page.get_by_role("button", name="boilerplate", exact=True).click()
    assert tab.texts("#count") == ["0 of 5 documents"]
    tab.page.get_by_role("button", name="Clear").click()
    tab.page.select_option("#kind", "finding")
    assert {note[0] for note in tab.texts(".text .note")} == {"?"}
    tab.page.fill("#query", "Medvedev")
    assert tab.texts("#count") == ["1 of 5 documents"]
    assert not tab.complaints


def test_the_overview_leads_to_a_rule(browser: "Browser", sample: Path) -> None:
    tab = Tab(browser, sample)
    tab.page.get_by_role("link", name="metadata.date-line").click()
    assert tab.texts(".text .note") == ["− metadata.date-line", "= published"]
    assert tab.focused()
    assert not tab.complaints


def test_keys_walk_documents_and_marks(browser: "Browser", sample: Path) -> None:
    tab = Tab(browser, sample)
    keys = tab.page.keyboard
    keys.press("d")
    keys.press("j")
    assert tab.address() == "#doc=1"
    keys.press("k")
    assert tab.address() == "#doc=0"
    keys.press("n")
    keys.press("n")
    assert tab.address() == "#doc=0&edit=1"
    assert "1" in tab.focused().split()
    assert tab.page.locator("#tip").is_visible()
    keys.press("Escape")
    assert tab.page.locator("#tip").is_hidden()
    keys.press("p")
    assert tab.address() == "#doc=0&edit=0"
    keys.press("m")
    assert tab.page.locator(".text.beside").is_visible()
    keys.press("/")
    keys.type("jk?")
    assert tab.page.input_value("#query") == "jk?"
    keys.press("Escape")
    keys.press("?")
    assert tab.page.locator("#help").is_visible()
    keys.press("Escape")
    assert tab.page.locator("#help").is_hidden()
    keys.press("t")
    assert tab.page.locator("html").get_attribute("data-theme") == "light"
    assert not tab.complaints


def test_what_is_drawn_anew_keeps_the_focus(browser: "Browser", sample: Path) -> None:
    tab = Tab(browser, sample, "#doc=0")
    tab.page.locator("#list a").nth(2).press("Enter")
    tab.page.wait_for_function("document.activeElement.getAttribute('href') == '#doc=2'")
    tab.page.get_by_role("button", name="Side by side").press("Enter")
    assert tab.page.evaluate("document.activeElement.textContent") == "Side by side"


def test_a_link_opens_at_one_edit(browser: "Browser", sample: Path) -> None:
    tab = Tab(browser, sample, "#doc=4&edit=30")
    assert "30" in tab.focused().split()
    box = tab.page.locator(".text [data-marks~='30']").first.bounding_box()
    assert box
    assert 0 < box["y"] < 900
    tab.page.goto(sample.as_uri() + "#doc=1&edit=0")
    assert tab.texts(".text .selected")[0].startswith("Skip to main content")
    assert not tab.complaints


def test_a_link_that_leads_nowhere_shows_the_first_document(browser: "Browser", sample: Path) -> None:
    tab = Tab(browser, sample, "#doc=99&edit=%22%3E%3Cscript%3E")
    assert tab.texts("#list [aria-current] .name") == ["000_7c270a97d479541f.txt"]
    assert not tab.complaints


def test_hostile_documents_are_text(browser: "Browser", hostile: Path) -> None:
    tab = Tab(browser, hostile)
    assert tab.texts(".quarantined th[scope=row]")
    for index in range(len(HOSTILE)):
        tab.page.evaluate(f"location.hash = '#doc={index}'")
        tab.page.keyboard.press("n")
        assert tab.page.locator("img, iframe, object, .text b, .text i, [onerror], [onload]").count() == 0
        assert tab.page.locator("script").count() == 2
        assert "caught" not in tab.page.title()
    assert not tab.complaints


def test_what_cannot_be_seen_is_named(browser: "Browser", hostile: Path) -> None:
    tab = Tab(browser, hostile, "#doc=2")
    assert {"RLO", "PDF", "U+0000", "U+0007", "ZWSP", "BOM"} <= set(tab.texts(".text .code-point"))


def test_side_by_side_holds_both_texts(browser: "Browser", sample: Path) -> None:
    tab = Tab(browser, sample, "#doc=1")
    tab.page.get_by_role("button", name="Side by side").click()
    first = tab.page.locator(".row:has(del)").first.locator(".cell")
    assert first.all_inner_texts() == ["Skip to main content", ""]


def test_the_report_of_a_large_run_is_a_small_page(browser: "Browser", tmp_path: Path) -> None:
    rows = (json.dumps({"text": f"“Page” {number}\n\n" + "word " * (number % 50)}) for number in range(3_000))
    (tmp_path / "large.jsonl").write_text("\n".join(rows), encoding="utf-8")
    run(tmp_path / "large.jsonl", tmp_path / "out", ["typography"])
    page = write_report(tmp_path / "out")
    assert page.stat().st_size < 500_000
    tab = Tab(browser, page, "#documents")
    assert 10 < int(tab.texts("#count")[0].split()[0]) < 100
    tab.page.keyboard.press("n")
    assert "typography.quote" in tab.texts("#tip")[0]
    assert not tab.complaints


def test_a_tip_stays_while_it_is_pointed_at_and_goes_by_escape(browser: "Browser", sample: Path) -> None:
    tab = Tab(browser, sample, "#doc=1")
    tab.page.locator(".text del").first.hover()
    tab.page.locator("#tip").hover()
    assert tab.page.locator("#tip").is_visible()
    tab.page.keyboard.press("Escape")
    assert tab.page.locator("#tip").is_hidden()
