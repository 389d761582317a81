"""A server and a browser for the finished site. A browser, judge or java that is missing fails a test."""

import functools
import http.server
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

CHROME = os.environ.get("CHROME", "/usr/bin/chromium")
JUDGES = Path(os.environ.get("JUDGES", Path(__file__).parents[2] / ".judges"))
POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)

Serve = Callable[[Path], AbstractContextManager[str]]


class _Strict(http.server.SimpleHTTPRequestHandler):
    """Gives every file under a policy that allows the site's own files and nothing inline."""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, *args: object) -> None:
        pass


@contextmanager
def _serve(folder: Path) -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Strict, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@dataclass
class Visit:
    """An open page, and what went wrong while it was read: messages of the console, requests that left the site."""

    page: Page
    faults: list[str] = field(default_factory=list)

    def note_message(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.faults.append(f"console: {message.text}")

    def note_request(self, request: Request, site: str) -> None:
        if not request.url.startswith((site, "data:")):
            self.faults.append(f"request to {request.url}")


@pytest.fixture(scope="session")
def serve() -> Serve:
    """Return a way to serve a folder on loopback under the strict policy, for the length of a `with`."""
    return _serve


@pytest.fixture(scope="session")
def site_url(built_site: Path, serve: Serve) -> Iterator[str]:
    """Serve the real site."""
    with serve(built_site) as url:
        yield url


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


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[..., Visit]]:
    """Return a way to open an address at a width; other options are those of Playwright's browser contexts."""
    contexts = []

    def open_page(site: str, address: str, width: int = 1280, **options: Any) -> Visit:
        context = browser.new_context(viewport={"width": width, "height": 740}, reduced_motion="reduce", **options)
        contexts.append(context)
        seen = Visit(context.new_page())
        seen.page.on("console", seen.note_message)
        seen.page.on("pageerror", lambda error: seen.faults.append(f"error: {error}"))
        seen.page.on("request", lambda request: seen.note_request(request, site))
        seen.page.goto(site + address, wait_until="load")
        return seen

    yield open_page
    for context in contexts:
        context.close()
