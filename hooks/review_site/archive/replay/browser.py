"""A browser in which an engine shows pages: what they ask for, what fails, and which title they come to have."""

import json
import os
import re
import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from review_site.archive.replay.asked import Asked
from review_site.archive.replay.result import Difference

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Whatever a page of the capture asks for elsewhere, nothing leaves this machine.
_ARGUMENTS = ("--disable-gpu", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1")
_LOADING, _RESTLESS = 30, 10  # seconds until a page that has not loaded is one that does not load
_QUIET = 0.4  # seconds without any traffic, after which a page rests
_REPLAYED = re.compile(r"/(?:w/c/(?::[^/]+/)?|c/)\d*(?:[a-z]+_)?/(.+)", re.DOTALL)


class BrowserAbsentError(Exception):
    """Says why no browser can be had."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What showing pages brought to light: differences, and addresses that were asked for and never captured."""

    differences: tuple[Difference, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shower:
    """A running browser and its version."""

    browser: "Browser"
    version: str

    @contextmanager
    def window(self) -> Iterator["Page"]:
        """Open a window that has kept nothing, and forget it at the end."""
        context = self.browser.new_context()
        context.add_init_script((files(__package__) / "showing.js").read_text(encoding="utf-8"))
        try:
            yield context.new_page()
        finally:
            context.close()

    def show(self, places: Mapping[str, str], titles: Mapping[str, str], asked: Asked, origin: str) -> Shown:
        """Show pages in a window of their own; see `show_pages`."""
        with self.window() as page:
            return show_pages(page, lambda place: page.goto(place, wait_until="commit"), places, titles, asked, origin)


@contextmanager
def open_shower(chromium: Path | None) -> Iterator[Shower]:
    """Start a browser while the block runs: the one that is named, else the first that this machine has.

    Raises:
        BrowserAbsentError: when playwright or a browser is not there.
    """
    try:
        from playwright.sync_api import Error, sync_playwright
    except ImportError:
        raise BrowserAbsentError("playwright is not installed (pip install playwright)") from None
    program = chromium or next(filter(None, map(shutil.which, _NAMES)), None)
    rootless = () if os.name == "nt" or os.geteuid() else ("--no-sandbox",)
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=program, args=[*_ARGUMENTS, *rootless])
        except Error as error:
            raise BrowserAbsentError(f"Chromium cannot be started: {error.message.splitlines()[0]}") from None
        try:
            yield Shower(browser=browser, version=browser.version)
        finally:
            browser.close()


@dataclass(slots=True)
class _Seen:
    """What a window did since a page was opened in it."""

    titles: dict[str, str] = field(default_factory=dict)
    broken: dict[str, list[str]] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    answers: list[tuple[str, int]] = field(default_factory=list)
    last: float = 0.0

    def note_console(self, message: "ConsoleMessage") -> None:
        kind, _, told = message.text.partition(" ")
        if message.type == "debug" and kind == "replay-title":
            place, self.titles[place] = json.loads(told)
        elif message.type == "debug" and kind == "replay-load":
            place, self.broken[place] = json.loads(told)
        elif message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.errors.append(message.text)

    def note_response(self, response: "Response") -> None:
        self.last = time.monotonic()
        self.answers.append((response.url, response.status))

    def note_failed(self, request: "Request") -> None:
        self.last = time.monotonic()
        if "ERR_ABORTED" not in (request.failure or ""):  # what a page itself no longer wants
            self.answers.append((request.url, 0))


def show_pages(
    page: "Page",
    open_place: Callable[[str], object],
    places: Mapping[str, str],
    titles: Mapping[str, str],
    asked: Asked,
    origin: str,
) -> Shown:
    """Show pages one after another, and tell what is not as it should be.

    A page should load, have the title that it is listed with (maybe among other words), throw no error, show every
    picture, ask no other host, and get from the engine whatever it asks for that was captured.

    Args:
        page: the window.
        open_place: opens a place in it.
        places: where the engine shows each page, by the page's own address.
        titles: the title of each page.
        asked: every address that was captured.
        origin: where the engine is, without a last slash.
    """
    seen = _Seen()
    page.on("console", lambda message: seen.note_console(message))
    page.on("pageerror", lambda error: seen.errors.append(error.message))
    page.on("response", lambda response: seen.note_response(response))
    page.on("requestfailed", lambda request: seen.note_failed(request))
    differences: list[Difference] = []
    missing: set[str] = set()
    for url, place in places.items():
        seen = _Seen(last=time.monotonic())
        open_place(place)
        if not _wait(page, seen, place):
            differences.append(
                Difference(url=url, field="page", expected="a page that loads", found="no end of loading")
            )
        differences += _judge(url, place, titles[url], seen)
        for other, status in seen.answers:
            fault = _judge_part(url, other, status, asked, origin)
            if isinstance(fault, str):
                missing.add(fault)
            elif fault:
                differences.append(fault)
    return Shown(differences=tuple(differences), missing=tuple(missing))


def _wait(page: "Page", seen: _Seen, place: str) -> bool:
    """Wait until a page has loaded and rests; tell whether it has loaded."""
    start = time.monotonic()
    while place not in seen.titles or not seen.broken:
        if time.monotonic() > start + _LOADING:
            return False
        page.wait_for_timeout(20)
    loaded = time.monotonic()
    while time.monotonic() < min(max(seen.last, loaded) + _QUIET, loaded + _RESTLESS):
        page.wait_for_timeout(20)
    return True


def _judge(url: str, place: str, title: str, seen: _Seen) -> Iterator[Difference]:
    found = seen.titles.get(place)
    if found is not None and title not in " ".join(found.split()):
        yield Difference(url=url, field="title", expected=f"“{title}” in the title", found=f"the title “{found}”")
    for text in seen.errors:
        yield Difference(url=url, field="script", expected="no error", found=" ".join(text.split()))
    for picture in seen.broken.get(place, []):
        yield Difference(url=url, field="picture", expected="a picture that shows", found=_original(picture))


def _judge_part(url: str, other: str, status: int, asked: Asked, origin: str) -> Difference | str | None:
    """Return what is wrong with one thing that a page asked for: a difference, or the address that was not captured."""
    if other.startswith(("data:", "blob:", "about:")):
        return None
    if not other.startswith(f"{origin}/"):
        return Difference(url=url, field="host", expected="no other host asked", found=f"a request for {other}")
    wanted = _original(other).partition("#")[0]
    answer = asked.answers.get(wanted)
    right = 200 if answer is None else answer.status
    if wanted == other or status == right or 300 <= status < 400:
        return None  # the engine's own, or as it should be, or a step on the way there
    if answer is None:
        return wanted
    expected, found = (f"{wanted} with status {number}" for number in (right, status))
    return Difference(url=url, field="part", expected=expected, found=found)


def _original(place: str) -> str:
    """Return the address that a place in an engine stands for; a place that stands for none is given back."""
    path = "/" + place.split("/", 3)[3] if place.count("/") >= 3 else ""
    match = _REPLAYED.fullmatch(path)
    return match[1] if match else place
