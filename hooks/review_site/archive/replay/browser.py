"""A browser that asks nothing of any network but this machine's own loopback."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Whatever a page of the capture asks for elsewhere, nothing leaves this machine.
_ARGUMENTS = ("--disable-gpu", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1")


class BrowserAbsentError(Exception):
    """Says why no browser can be had."""


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
