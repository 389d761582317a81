"""What a page does while it is read: requests, messages of the console, things kept in the browser."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from playwright.sync_api import ConsoleMessage, Page, Request, Response
from tests.browser.scripting import read_script

_KEPT = read_script("kept")
_HINTED = read_script("hinted")


@dataclass
class Visit:
    """An open page, and what went wrong while it was read: messages, requests that left the site or failed."""

    page: Page
    site: str
    faults: list[str] = field(default_factory=list)

    def note_message(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.faults.append(f"console: {message.text}")

    def note_request(self, request: Request) -> None:
        if not request.url.startswith((f"{self.site}/", "data:")):
            self.faults.append(f"request to {request.url}")

    def note_response(self, response: Response) -> None:
        if response.status >= 400:
            self.faults.append(f"{response.status} from {response.url}")

    def kept(self) -> list[str]:
        """Return what the site keeps in the browser, and other hosts that the page names to it."""
        cookies = [f"cookie {one['name']}" for one in self.page.context.cookies()]
        return [*cookies, *self.page.evaluate(_KEPT), *self.page.evaluate(_HINTED)]


def watch(page: Page, site: str) -> Visit:
    """Note from now on what goes wrong on a page of a site, which is its address without the last slash."""
    seen = Visit(page, site)
    page.on("console", seen.note_message)
    page.on("pageerror", lambda error: seen.faults.append(f"error: {error}"))
    page.on("request", seen.note_request)
    page.on("response", seen.note_response)
    return seen


@contextmanager
def told(faults: list[str], where: str, seen: Visit) -> Iterator[None]:
    """Add what goes wrong meanwhile to `faults`, with the place at which it did."""
    seen.faults.clear()
    yield
    faults += [f"{where}: {fault}" for fault in seen.faults]
