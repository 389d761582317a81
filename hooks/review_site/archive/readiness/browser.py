"""Opens every page in a browser with scripts and without: what only a script brings, and what scripts fetch.

The browser gets the folder alone, at the real address of the site: no request leaves the machine.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from review_site.addresses import absolute
from review_site.archive.inventory import Inventory
from review_site.archive.links import LinkGraph
from review_site.archive.readiness.model import Scripted
from review_site.problems import Problem, ProblemsError

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Request, Route

_WORDS = "() => document.body ? document.body.innerText : ''"
_SETTLED_MS, _ROUNDS, _PAGE_MS = 40, 100, 20_000
_FETCHING = frozenset({"fetch", "xhr", "eventsource", "websocket"})
_WORD = re.compile(r"\w+(?:['’.-]\w+)*")


def read_in_browser(
    inventory: Inventory,
    graph: LinkGraph,
    addresses: list[str],
    *,
    program: str | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[Scripted, ...]:
    """Open pages of a folder in Chromium, with scripts and without them, and return what scripts bring.

    Args:
        inventory: the site.
        graph: its references, which know what an address leads to.
        addresses: the captured addresses of the pages.
        program: the browser's program; None for the one that Playwright brings.
        progress: called after each page with how many are done and how many there are.

    Raises:
        ProblemsError: when Playwright or the browser is not installed.
    """
    found = []
    with _browser(program) as browser:
        with_scripts = _open(browser, inventory, graph, scripts=True)
        without = _open(browser, inventory, graph, scripts=False)
        for number, address in enumerate(addresses, 1):
            found.append(_read(inventory, address, with_scripts, without))
            if progress:
                progress(number, len(addresses))
    return tuple(found)


@contextmanager
def _browser(program: str | None) -> Iterator["Browser"]:
    try:
        from playwright.sync_api import Error, sync_playwright
    except ImportError:
        mend = "pip install playwright, then playwright install chromium; or leave --browser out"
        raise _missing("Playwright is not installed", mend) from None
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        except Error as error:
            first = str(error).strip().splitlines()[0]
            raise _missing(
                f"the browser does not start: {first}", "playwright install chromium, or name it in CHROME"
            ) from None
        yield browser
        browser.close()


def _missing(what: str, mend: str) -> ProblemsError:
    return ProblemsError([Problem(path="browser", field="--browser", what=what, mend=mend)])


class _Window:
    """One window of the browser; `fetched` are the addresses that scripts of the page asked for."""

    def __init__(self, page: "Page") -> None:
        self.page = page
        self.fetched: list[str] = []
        self.open = 0
        page.on("request", self._began)
        page.on("requestfinished", self._ended)
        page.on("requestfailed", self._ended)
        page.on("websocket", lambda socket: self.fetched.append(socket.url))

    def _began(self, request: "Request") -> None:
        self.open += 1
        if request.resource_type in _FETCHING:
            self.fetched.append(request.url)

    def _ended(self, request: "Request") -> None:  # noqa: ARG002 - the event hands it over
        self.open -= 1

    def words(self, url: str) -> str:
        """Open an address, wait until nothing is under way, and return the words that are seen."""
        self.fetched, self.open = [], 0
        self.page.goto(url, wait_until="load", timeout=_PAGE_MS)
        for _ in range(_ROUNDS):
            self.page.wait_for_timeout(_SETTLED_MS)
            if self.open <= 0:
                break
        return str(self.page.evaluate(_WORDS))


def _open(browser: "Browser", inventory: Inventory, graph: LinkGraph, *, scripts: bool) -> _Window:
    context = browser.new_context(
        java_script_enabled=scripts, viewport={"width": 1280, "height": 900}, service_workers="block", locale="en-GB"
    )
    by_address = {resource.address: resource for resource in inventory.resources}

    def answer(route: "Route") -> None:
        target = graph.address_of(route.request.url)
        address = graph.captured_at(target) if target is not None else None
        if address is None:
            route.abort()
            return
        resource = by_address[address]
        headers = {"content-type": resource.media_type}
        if resource.location:
            headers["location"] = resource.location
        route.fulfill(status=resource.status, headers=headers, path=inventory.file_of(resource))

    context.route("**/*", answer)
    return _Window(context.new_page())


def _read(inventory: Inventory, address: str, with_scripts: _Window, without: _Window) -> Scripted:
    from playwright.sync_api import Error

    url = absolute(inventory.url, address)
    try:
        shown, plain = with_scripts.words(url), without.words(url)
    except Error as error:  # a page that leads away or never ends is told, and the others are read
        return Scripted(address=address, error=str(error).strip().splitlines()[0][:200])
    left = Counter(_WORD.findall(shown)) - Counter(_WORD.findall(plain))
    only = [word for word in dict.fromkeys(_WORD.findall(shown)) if left[word]]
    return Scripted(address=address, words=tuple(only), fetched=tuple(sorted(set(with_scripts.fetched))))
