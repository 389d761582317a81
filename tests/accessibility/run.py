"""Tests the built site for accessibility, and writes content/accessibility-results.yml: `make accessibility`.

axe with the rules of WCAG 2.2 A and AA and its best practice, on every standing page and some of each other kind, in
each of the views; whether a page fits a screen 320 pixels wide; the Nu HTML checker on every page; what pages leave in
the browser and which other hosts they ask. A judge that is missing ends it.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml
from playwright.sync_api import Browser, Page, Route, sync_playwright
from tests.accessibility.findings import Seen, gather, of_axe, of_vnu, render_results
from tests.accessibility.pages import choose
from tests.serving import serve_folder

from review_site.clock import read_instant, wall_clock
from review_site.content.results import RESULTS
from review_site.plugins.build import build_site
from review_site.problems import ProblemsError

ROOT = Path(__file__).parents[2]
CHROME = os.environ.get("CHROME", "/usr/bin/chromium")
JUDGES = Path(os.environ.get("JUDGES", ROOT / ".judges")) / "node_modules"
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 740}
VIEWS: dict[str, dict[str, Any]] = {
    "light colours": {"viewport": WIDE, "color_scheme": "light"},
    "dark colours": {"viewport": WIDE, "color_scheme": "dark"},
    "a phone 320 pixels wide": {"viewport": NARROW, "has_touch": True},
    "forced colours": {"viewport": WIDE, "forced_colors": "active"},
}
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE = """tags => axe.run(document, {runOnly: {type: "tag", values: tags}, resultTypes: ["violations"]})
    .then(result => result.violations.map(({id, help, tags}) => ({id, help, tags})))"""
OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
STORED = """async () => [
    ...Object.keys(localStorage), ...Object.keys(sessionStorage), ...(await caches.keys()),
    ...(await indexedDB.databases()).map(one => one.name),
    ...(await navigator.serviceWorker.getRegistrations()).map(one => one.scope),
]"""


def judge_site(site: Path, day: str) -> dict[str, Any]:
    """Return the results for a built site, dated on a day."""
    index = json.loads((site / "site-index.json").read_text(encoding="utf-8"))
    pages = choose(index["entries"])
    seen, stored, asked = _vnu(site), set[str](), set[str]()
    with serve_folder(site) as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROME, args=["--no-sandbox", "--disable-gpu"])
        versions = {"axe-core": "", "Nu Html Checker": _vnu_version(), "Chromium": browser.version}
        for view, options in VIEWS.items():
            looked = _look(browser, url, pages, view, options)
            versions["axe-core"] = looked.version
            seen += looked.seen
            stored |= looked.stored
            asked |= looked.asked
        browser.close()
    return {
        "tested": day,
        "tools": [{"name": name, "version": version} for name, version in versions.items()],
        "views": list(VIEWS),
        "pages": pages,
        "stored": sorted(stored),
        "asked": sorted(asked),
        "findings": gather(seen),
    }


class _Looked:
    """What was seen in one view."""

    def __init__(self) -> None:
        self.version = ""
        self.seen: list[Seen] = []
        self.stored: set[str] = set()
        self.asked: set[str] = set()


def _look(browser: Browser, url: str, pages: list[str], view: str, options: dict[str, Any]) -> _Looked:
    looked = _Looked()
    axe = (JUDGES / "axe-core/axe.min.js").read_text(encoding="utf-8")
    context = browser.new_context(reduced_motion="reduce", **options)

    def keep_here(route: Route) -> None:
        address = route.request.url
        if address.startswith((url, "data:")):
            route.continue_()
        else:
            looked.asked.add(urlsplit(address).hostname or address)
            route.abort()

    context.route("**/*", keep_here)
    page = context.new_page()
    for address in pages:
        page.goto(url + address, wait_until="load")
        looked.stored |= set(page.evaluate(STORED))
        page.evaluate(axe)
        looked.version = page.evaluate("() => axe.version")
        looked.seen += [*of_axe(page.evaluate(AXE, TAGS), address, view), *_reflow(page, address, view)]
    looked.stored |= {cookie["name"] for cookie in context.cookies()}
    context.close()
    return looked


def _reflow(page: Page, address: str, view: str) -> Iterator[Seen]:
    if page.evaluate(OVERFLOW) > 0:
        yield Seen("Chromium", "reflow", "The page is wider than the screen", ("1.4.10",), address, view)


def _vnu(site: Path) -> list[Seen]:
    pages = sorted(site.rglob("*.html"))  # named one by one: of a folder vnu would read the index of the search too
    files = {file.as_uri(): _address(file, site) for file in pages}
    command = [*_java(), "--format", "json", "--exit-zero-always", *map(str, pages)]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stderr
    messages = [message | {"url": message["url"].replace("file:/", "file:///", 1)} for message in _messages(told)]
    return of_vnu(messages, files)


def _messages(told: str) -> list[dict[str, Any]]:
    """Return the messages on pages; vnu writes `file:/path` where Python writes `file:///path`."""
    return [one for one in json.loads(told)["messages"] if one["url"].endswith(".html")]


def _vnu_version() -> str:
    run = subprocess.run([*_java(), "--version"], capture_output=True, text=True, check=True)
    return run.stdout.strip()


def _java() -> list[str]:
    return ["java", "-Xmx700m", "-jar", str(JUDGES / "vnu-jar/build/dist/vnu.jar")]


def _address(file: Path, site: Path) -> str:
    return f"/{file.relative_to(site).as_posix().removesuffix('index.html')}"


def lay_project(project: Path, folder: Path) -> Path:
    """Copy a project, with results that hold up no build: a site is tested again when the last results were bad."""
    for name in ("content", "docs", "theme"):
        shutil.copytree(project / name, folder / name)
    shutil.copy(project / "mkdocs.yml", folder / "mkdocs.yml")
    register = yaml.safe_load((folder / "content/review.yml").read_text(encoding="utf-8"))
    full = register["legal"]["accessibility"]["status"] == "fully compliant"
    file = folder / "content" / RESULTS
    last = yaml.safe_load(file.read_text(encoding="utf-8")) if file.is_file() else None
    start = {"tested": "2000-01-01", "tools": [{"name": "none", "version": "0"}], "views": ["none"], "pages": ["/"]}
    kept = {**start, **(last or {}), "stored": [], "asked": []} | ({"findings": []} if full else {})
    file.write_text(render_results(kept), encoding="utf-8")
    return folder


def main() -> None:
    day = read_instant(None, os.environ, wall_clock()).date().isoformat()
    with tempfile.TemporaryDirectory() as name:
        try:
            site = build_site(lay_project(ROOT, Path(name) / "project"), Path(name) / "site", None)
        except ProblemsError as error:
            sys.exit(f"{error}\nThe site cannot be built, so it was not tested.")
        results = judge_site(site, day)
    (ROOT / "content" / RESULTS).write_text(render_results(results), encoding="utf-8")
    failing = sum(1 for finding in results["findings"] if finding["criteria"])
    print(f"content/{RESULTS}: {len(results['pages'])} pages, {failing} failures, {len(results['findings'])} findings.")  # noqa: T201 - a command
    print("Now read the accessibility statement against it, and commit it.")  # noqa: T201


if __name__ == "__main__":
    main()
