"""The copy in a browser, from its folder: every page, with no request but for its own files, and no error."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from tests.archive.reading_copy.hostile import HOSTILE, IN_A_BROWSER_ALONE
from tests.archive.reading_copy.sites import URL, Bag, lay

from review_site.archive.inventory import read_inventory
from review_site.archive.reading_copy import write_reading_copy

CHROME = os.environ.get("CHROME", "/usr/bin/chromium")
WRONG = """() => [...document.querySelectorAll('*')].filter((one) =>
  one.matches('script, base, noscript, meta[http-equiv=refresh]') ||
  (one.src && one.naturalWidth === 0 && one.complete) ||
  [...one.attributes].some((a) => /^on/i.test(a.name) || /^\\s*javascript:/i.test(a.value))
).map((one) => one.outerHTML)"""
FONTS = "() => [...document.fonts].filter((one) => one.status === 'loaded').map((one) => one.family)"
ARRIVED = "() => [location.pathname, location.search, location.hash]"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROME, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


class Reader:
    """An open window that notes all that goes wrong in it."""

    def __init__(self, page: Page, root: Path) -> None:
        self.page, self.root, self.faults = page, root, []
        page.on("console", lambda message: self.faults.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: self.faults.append(f"error: {error}"))
        page.on("dialog", lambda dialog: (self.faults.append("a script ran"), dialog.dismiss()))
        page.on("requestfailed", self._note_failure)
        page.on("request", self._note)

    def _note_failure(self, request) -> None:
        if request.failure != "net::ERR_ABORTED":  # the window went on to the next page
            self.faults.append(f"{request.failure}: {request.url}")

    def _note(self, request) -> None:
        if not request.url.startswith((f"{self.root.as_uri()}/", "data:", "about:")):
            self.faults.append(f"request to {request.url}")

    def open(self, name: str) -> list[str]:
        """Open a file of the copy and return what went wrong, with what stands in it that runs."""
        self.faults.clear()
        self.page.goto((self.root / name).as_uri(), wait_until="load")
        return [f"{name}: {fault}" for fault in [*self.faults, *self.page.evaluate(WRONG)]]


@pytest.fixture
def read(browser: Browser):
    contexts = []

    def open_window(root: Path, **options) -> Reader:
        context = browser.new_context(**options)
        contexts.append(context)
        return Reader(context.new_page(), root)

    yield open_window
    for context in contexts:
        context.close()


def _pages(root: Path) -> list[str]:
    return sorted(
        path.relative_to(root).as_posix() for path in root.rglob("*") if path.suffix in (".html", ".svg", ".xhtml")
    )


def test_every_page_of_the_real_site_opens_from_its_folder(read, real: Bag):
    reader = read(real.copy)
    pages = _pages(real.copy)
    assert len(pages) > 100
    faults = [fault for name in pages for fault in reader.open(name)]
    assert not faults, "\n".join(faults)


def test_fonts_and_looks_come_with_it(read, real: Bag):
    reader = read(real.copy)
    assert reader.open("about/index.html") == []
    assert "Atkinson Hyperlegible Next" in reader.page.evaluate(FONTS)
    assert reader.page.evaluate("() => getComputedStyle(document.querySelector('h1')).fontWeight") == "700"


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "dark")])
def test_what_a_copy_adds_is_seen_and_overflows_nothing(read, real: Bag, width: int, scheme: str):
    reader = read(real.copy, viewport={"width": width, "height": 700}, color_scheme=scheme)
    for name in ("index.html", "search/index.html", "404.html"):
        assert reader.open(name) == []
        notice = reader.page.locator("[data-reading-copy=notice]")
        assert notice.is_visible()
        assert notice.bounding_box()["height"] < 120
        assert reader.page.evaluate("() => document.documentElement.scrollWidth") <= width


def test_a_reader_gets_from_page_to_page(read, real: Bag):
    reader = read(real.copy, viewport={"width": 1280, "height": 900})
    reader.open("index.html")
    for link, arrived in (("About", "/about/index.html"), ("News and blogs", "/news/index.html")):
        reader.page.get_by_role("navigation", name="Main").get_by_role("link", name=link, exact=True).click()
        assert reader.page.evaluate(ARRIVED)[0].endswith(arrived)
    reader.page.locator("[data-reading-copy=form] a").first.click()
    assert reader.page.evaluate(ARRIVED)[0].endswith("/a-z/index.html")
    assert reader.faults == []


def test_every_page_that_tries_everything_runs_nothing_and_asks_for_nothing(read, bag: Bag):
    reader = read(bag.copy)
    faults = [fault for name in _pages(bag.copy) for fault in reader.open(name)]
    assert not faults, "\n".join(faults)
    reader.open("wide.html")
    assert "灯台" in reader.page.locator("body").inner_text()
    reader.open("latin.html")
    assert "café à Zoë" in reader.page.locator("body").inner_text()
    reader.open("index.html")
    assert "For readers without scripts." in reader.page.locator("body").inner_text()
    reader.page.get_by_role("link", name="About", exact=True).click()
    assert reader.page.evaluate(ARRIVED)[2] == "#who"


def test_no_hostile_page_runs_or_asks_for_anything(read, tmp_path: Path):
    pages = [*HOSTILE, *IN_A_BROWSER_ALONE, "".join(HOSTILE), "".join(reversed(HOSTILE))]
    site = {f"page-{number}.html": page.encode() for number, page in enumerate(pages)} | {"index.html": b"<p>x"}
    write_reading_copy(read_inventory(lay(tmp_path / "site", site), URL), tmp_path / "copy")
    reader = read(tmp_path / "copy")
    faults = []
    for name in site:
        faults += [fault for fault in reader.open(name) if "parsed within" not in fault]
        reader.page.wait_for_timeout(20)
    assert not faults, "\n".join(faults)
