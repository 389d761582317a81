"""Watches a browser's window: what a page asks for, what fails, and how the page comes out."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import ConsoleMessage, Page, Request, Response

_LOADING, _RESTLESS = 30, 10  # seconds until a page that has not loaded is one that does not load
_QUIET = 0.4  # seconds without any traffic, after which a page rests


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a page comes out: its title, the errors that it throws, the addresses of pictures that do not show."""

    title: str
    errors: frozenset[str]
    broken: frozenset[str]


@dataclass(slots=True)
class Watched:
    """A window, and what it did since a page was last opened in it.

    `answers` are all that was asked for, each with its status, 0 where there was none.
    """

    page: "Page"
    answers: list[tuple[str, int]] = field(default_factory=list)
    _titles: dict[str, str] = field(default_factory=dict)
    _broken: dict[str, list[str]] = field(default_factory=dict)
    _errors: set[str] = field(default_factory=set)
    _last: float = 0.0

    def open(self, open_place: Callable[[str], object], place: str) -> Look | None:
        """Open a place and wait until it has loaded and rests; return how it looks, None when it does not load."""
        from playwright.sync_api import Error

        for noted in (self.answers, self._titles, self._broken, self._errors):
            noted.clear()
        try:
            open_place(place)
        except Error:
            return None
        start = time.monotonic()
        while place not in self._titles or not self._broken:
            if time.monotonic() > start + _LOADING:
                return None
            self.page.wait_for_timeout(20)
        loaded = time.monotonic()
        while time.monotonic() < min(max(self._last, loaded) + _QUIET, loaded + _RESTLESS):
            self.page.wait_for_timeout(20)
        broken = frozenset(self._broken.get(place, []))
        return Look(title=self._titles[place], errors=frozenset(self._errors), broken=broken)

    def note_console(self, message: "ConsoleMessage") -> None:
        """Note what the script in a page tells of it, and errors that are more than a part that is missing."""
        kind, _, told = message.text.partition(" ")
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.note_error(message.text)
        elif message.type == "debug" and kind in ("replay-title", "replay-load"):
            try:
                place, value = json.loads(told)
            except (TypeError, ValueError):
                return  # a page that pretends to be the script
            if kind == "replay-title":
                self._titles[str(place)] = str(value)
            else:
                self._broken[str(place)] = [str(one) for one in value] if isinstance(value, list) else []

    def note_error(self, text: str) -> None:
        """Note an error that a page threw."""
        self._errors.add(" ".join(text.split()))

    def note_response(self, response: "Response") -> None:
        """Note an answer."""
        self._last = time.monotonic()
        self.answers.append((response.url, response.status))

    def note_failed(self, request: "Request") -> None:
        """Note what got no answer, unless the page itself no longer wanted it."""
        self._last = time.monotonic()
        if "ERR_ABORTED" not in (request.failure or ""):
            self.answers.append((request.url, 0))


def watch(page: "Page") -> Watched:
    """Watch a window from now on."""
    watched = Watched(page)
    page.on("console", lambda message: watched.note_console(message))
    page.on("pageerror", lambda error: watched.note_error(error.message))
    page.on("response", lambda response: watched.note_response(response))
    page.on("requestfailed", lambda request: watched.note_failed(request))
    return watched
