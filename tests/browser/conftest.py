"""A server and a browser for the finished site. A browser, judge or java that is missing fails a test."""

import os
import pickle
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, sync_playwright
from tests.browser.kinds import PageKind, choose, read_kinds, read_pages
from tests.browser.sites import EARLIER, FEW_LINKS, ROOT, SHOWCASE_DAY, Built, build_traced, lay_showcase
from tests.browser.watching import Visit, watch
from tests.conftest import DAY, Once
from tests.serving import Quiet, serve_folder

CHROME = os.environ.get("CHROME", "/usr/bin/chromium")
JUDGES = Path(os.environ.get("JUDGES", Path(__file__).parents[2] / ".judges"))
POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)

MANY_LINKS = 180  # beyond which a page repeats itself, and takes a minute to walk through

Serve = Callable[[Path], AbstractContextManager[str]]


class _Strict(Quiet):
    """Gives every file under a policy that allows the site's own files and nothing inline."""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def copyfile(self, *args: Any) -> None:
        with suppress(BrokenPipeError, ConnectionResetError):  # a window was closed before it had read all
            super().copyfile(*args)


def _serve(folder: Path) -> AbstractContextManager[str]:
    return serve_folder(folder, _Strict)


@pytest.fixture(scope="session")
def serve() -> Serve:
    """Return a way to serve a folder on loopback under the strict policy, for the length of a `with`."""
    return _serve


@pytest.fixture(scope="session")
def sites(once: Once) -> dict[str, Built]:
    """Build the sites that are judged: each is there for what those before it do not show."""
    folder = once("judged", _build_all)
    templates: dict[str, dict[str, str]] = pickle.loads((folder / "templates").read_bytes())
    return {name: Built(folder / name, by_address) for name, by_address in templates.items()}


@pytest.fixture(scope="session")
def kinds(sites: dict[str, Built], once: Once) -> dict[str, list[PageKind]]:
    """Read what can be told of every page of every site."""

    def read_all(folder: Path) -> None:
        read = {name: read_kinds(built.folder, built.templates) for name, built in sites.items()}
        (folder / "kinds").write_bytes(pickle.dumps(read))

    found: dict[str, list[PageKind]] = pickle.loads((once("kinds", read_all) / "kinds").read_bytes())
    return found


def _build_all(folder: Path) -> None:
    showcase = lay_showcase(folder / "project")
    built = {
        "today": build_traced(ROOT, folder / "today", DAY),
        "showcase": build_traced(showcase, folder / "showcase", SHOWCASE_DAY, links=FEW_LINKS),
        "earlier": build_traced(ROOT, folder / "earlier", EARLIER),
        "preview": build_traced(showcase, folder / "preview", None, preview=True),
    }
    templates = {name: one.templates for name, one in built.items()}
    (folder / "templates").write_bytes(pickle.dumps(templates))


@pytest.fixture(scope="session")
def built_site(sites: dict[str, Built]) -> Path:
    """The real site, built for the same fixed day as for all tests."""
    return sites["today"].folder


@pytest.fixture(scope="session")
def urls(sites: dict[str, Built], serve: Serve) -> Iterator[dict[str, str]]:
    """Serve every site; gives the address of each without its last slash."""
    with ExitStack() as stack:
        yield {name: stack.enter_context(serve(built.folder)) for name, built in sites.items()}


@pytest.fixture(scope="session")
def judged(kinds: dict[str, list[PageKind]]) -> list[tuple[str, str]]:
    """Return site and address of every kind of page, and the home page of each site."""
    judged: list[PageKind] = []
    found = []
    for name, pages in kinds.items():
        chosen = choose(pages, judged)
        judged += chosen
        found += [(name, address) for address in dict.fromkeys(["/", *(page.address for page in chosen)])]
    return found


@pytest.fixture(scope="session")
def judged_short(
    sites: dict[str, Built], kinds: dict[str, list[PageKind]], judged: list[tuple[str, str]]
) -> list[tuple[str, str]]:
    """Return the same, with the page of fewest links of its template, in any site, for one of very many."""
    links: dict[str, list[tuple[int, str, str]]] = {}
    for name, pages in kinds.items():
        for page in pages:
            links.setdefault(sites[name].templates[page.address], []).append(
                (page.measures["most links"], name, page.address)
            )
    long = {(name, address) for found in links.values() for count, name, address in found if count > MANY_LINKS}
    short = [
        min(links[sites[name].templates[address]])[1:] if (name, address) in long else (name, address)
        for name, address in judged
    ]
    return list(dict.fromkeys(short))


@pytest.fixture(scope="session")
def longest(kinds: dict[str, list[PageKind]]) -> tuple[str, str]:
    """Return site and address of the page of most links."""
    counts = {(name, page.address): page.measures["most links"] for name, pages in kinds.items() for page in pages}
    return max(counts, key=lambda place: counts[place])


@pytest.fixture(scope="session")
def every_page(sites: dict[str, Built]) -> list[tuple[str, str]]:
    """Return site and address of every page that there is."""
    return [(name, address) for name, built in sites.items() for address in read_pages(built.folder)]


@pytest.fixture(scope="session")
def site_url(urls: dict[str, str]) -> str:
    """The address of the real site."""
    return urls["today"]


@pytest.fixture(scope="session")
def judges() -> Path:
    """Return the folder that holds axe-core and vnu-jar (`npm install --prefix .judges axe-core vnu-jar`)."""
    return JUDGES / "node_modules"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start Debian’s Chromium, or what $CHROME names; for one module, as its event loop may stand in others’ way."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROME, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@dataclass(frozen=True, slots=True)
class Reader:
    """One open window in which pages of the sites are read one after another."""

    seen: Visit
    sites: dict[str, Built]
    urls: dict[str, str]

    def open(self, name: str, address: str) -> Page:
        """Open a page of a site; one that has moved is shown as by a browser that does not follow it."""
        page, url = self.seen.page, self.urls[name] + address
        self.seen.site = self.urls[name]
        moved = self.sites[name].templates[address] == "moved.html"
        if moved:
            page.route(url, _stay)
        page.goto(url, wait_until="load")
        if moved:
            page.unroute(url)
        return page


def _stay(route: Route) -> None:
    response = route.fetch()
    route.fulfill(response=response, body=re.sub(r"<meta http-equiv=.refresh.[^>]*>", "", response.text()))


@pytest.fixture
def reader(browser: Browser, sites: dict[str, Built], urls: dict[str, str]) -> Iterator[Callable[..., Reader]]:
    """Return a way to open a window; the options are those of Playwright's browser contexts."""
    contexts = []

    def open_window(width: int = 1280, height: int = 900, **options: Any) -> Reader:
        context = browser.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce", **options)
        contexts.append(context)
        return Reader(watch(context.new_page(), ""), sites, urls)

    yield open_window
    for context in contexts:
        context.close()


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[..., Visit]]:
    """Return a way to open an address at a width; other options are those of Playwright's browser contexts."""
    contexts = []

    def open_page(site: str, address: str, width: int = 1280, **options: Any) -> Visit:
        context = browser.new_context(viewport={"width": width, "height": 740}, reduced_motion="reduce", **options)
        contexts.append(context)
        seen = watch(context.new_page(), site)
        seen.page.goto(site + address, wait_until="load")
        return seen

    yield open_page
    for context in contexts:
        context.close()
