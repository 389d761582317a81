"""wabac, the engine of ReplayWeb.page, which plays the WACZ in the service worker of a browser."""

import re
from collections.abc import Iterator, Mapping
from importlib.resources import as_file, files
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from review_site.archive.replay.asked import Asked
from review_site.archive.replay.browser import Shower
from review_site.archive.replay.loopback import Received, Served, serve_files
from review_site.archive.replay.result import Answer, Played, counted
from review_site.archive.replay.showing import show_pages
from review_site.archive.replay.watching import Look
from review_site.problems import Problem, ProblemsError

if TYPE_CHECKING:
    from playwright.sync_api import Page

_VERSION = re.compile(rb"\(wabac\.js ([0-9.]+)\)")
_BATCH = 200
_SCRIPT = "text/javascript; charset=utf-8"


def play_in_wabac(script: Path, wacz: Path, asked: Asked, looks: Mapping[str, Look], shower: Shower | str) -> Played:
    """Play a WACZ in wabac and compare all that it gives.

    A page on the loopback starts the engine, asks it for each address in its raw form and sends every byte back, where
    it is compared.

    Args:
        script: wabac's `sw.js`.
        wacz: the package, which the engine reads in ranges as from any web server.
        asked: every address.
        looks: the pages to be shown, each as it looks by itself.
        shower: the browser, or why there is none.

    Raises:
        ProblemsError: when there is no browser, or the engine does not start.
        OSError: when a file cannot be read.
    """
    if isinstance(shower, str):
        raise _absent(shower, "install it, or leave wabac out")
    from playwright.sync_api import Error

    version = f"{_version(script)} in Chromium {shower.version}"
    with as_file(files(__package__)) as own:
        given = {
            "/": (own / "wabac.html", "text/html; charset=utf-8"),
            "/worker.js": (own / "worker.js", _SCRIPT),
            "/engine.js": (script, _SCRIPT),
            "/archive.wacz": (wacz, "application/wacz"),
        }
        with serve_files(given) as served, shower.window() as page:
            page.goto(f"{served.origin}/")
            try:
                start = [f"{served.origin}/archive.wacz", next(iter(asked.answers), "")]
                prefix = page.evaluate("([source, url]) => start(source, url)", start)
            except Error as error:
                why = error.message.splitlines()[0]
                nothing = dict.fromkeys(asked.answers, f"no answer, since wabac does not open the package: {why}")
                return counted("wabac", version, asked.answers, nothing)
            found = _ask_all(page, served, asked, prefix)
            shown = show_pages(
                page,
                lambda place: page.evaluate("place => show(place)", place),
                {url: f"{served.origin}{prefix}{asked.time_of(url)}mp_/{url}" for url in looks},
                looks,
                asked,
                served.origin,
            )
    return counted(
        "wabac", version, asked.answers, found, more=shown.differences, pages=tuple(looks), missing=shown.missing
    )


def _version(script: Path) -> str:
    with script.open("rb") as stream:
        match = _VERSION.search(stream.read(1 << 12))
    if not match:
        raise _absent(f"“{script.name}” is not wabac’s sw.js", "name dist/sw.js of the package @webrecorder/wabac")
    return match[1].decode()


def _ask_all(page: "Page", served: Served, asked: Asked, prefix: str) -> dict[str, Answer | str]:
    numbered = list(enumerate(asked.answers))
    found: dict[str, Answer | str] = {}
    for batch in _batches(numbered):
        wanted = [[number, f"{prefix}{asked.time_of(url)}id_/{url}"] for number, url in batch]
        urls = dict(batch)
        for number, status, location, error in page.evaluate("wanted => ask(wanted)", wanted):
            received = served.received.pop(number, Received())
            found[urls[number]] = (
                f"no answer that can be read: {error}" if error else _answer(status, location, received)
            )
    return found


def _batches(numbered: list[tuple[int, str]]) -> Iterator[list[tuple[int, str]]]:
    rest = iter(numbered)
    while batch := list(islice(rest, _BATCH)):
        yield batch


def _answer(status: int, location: str | None, received: Received) -> Answer:
    return Answer(status=status, location=location, size=received.size, sha256=received.digest.hexdigest())


def _absent(what: str, mend: str) -> ProblemsError:
    return ProblemsError([Problem(path="machine", field="wabac", what=what, mend=mend)])
