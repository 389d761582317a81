"""Shows pages as the capture itself has them and as an engine plays them, and tells where they come out otherwise."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from review_site.archive.replay.asked import Asked
from review_site.archive.replay.browser import Shower
from review_site.archive.replay.reading import Line, read_payload
from review_site.archive.replay.result import Difference
from review_site.archive.replay.watching import Look, watch
from review_site.archive.verify.fault import FaultError

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

_REPLAYED = re.compile(r"/(?:w/c/(?::[^/]+/)?|c/)\d*(?:[a-z]+_)?/(.+)", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What showing pages brought to light: differences, and addresses that were asked for and never captured."""

    differences: tuple[Difference, ...]
    missing: tuple[str, ...]


def look_at(shower: Shower, warc: Path, lines: Sequence[Line], urls: Sequence[str]) -> dict[str, Look]:
    """Show pages at their own addresses, from the records alone and with no engine, and return how each looks.

    This is how they look where nothing but what was captured can be had: whatever other hosts give is missing here too,
    so that an engine is not blamed for it. A page that does not load even so is left out.
    """
    recorded = {line.url: line for line in lines}

    def answer(route: "Route") -> None:
        try:
            record = read_payload(warc, recorded[route.request.url.partition("#")[0]])
        except (KeyError, FaultError):
            route.abort()
            return
        route.fulfill(status=record.status, headers=dict(record.headers), body=record.body)

    looks = {}
    for url in urls:
        with shower.window() as page:  # each its own, since one that never rests would hold up the next
            page.route("**/*", answer)
            look = watch(page).open(lambda place: page.goto(place, wait_until="commit"), url)
        if look:
            looks[url] = look
    return looks


def show_pages(
    page: "Page",
    open_place: Callable[[str], object],
    places: Mapping[str, str],
    looks: Mapping[str, Look],
    asked: Asked,
    origin: str,
) -> Shown:
    """Show pages in an engine one after another, and tell what is not as it should be.

    A page should load, have its title, throw no error and lack no picture but those of the page itself, ask no other
    host, and get from the engine whatever it asks for that was captured.

    Args:
        page: the window.
        open_place: opens a place in it.
        places: where the engine shows each page, by the page's own address.
        looks: how each page looks by itself.
        asked: every address that was captured.
        origin: where the engine is, without a last slash.
    """
    watched = watch(page)
    differences: list[Difference] = []
    missing: set[str] = set()
    for url, place in places.items():
        differences += _judge(url, looks[url], watched.open(open_place, place))
        for other, status in watched.answers:
            fault = _judge_part(url, other, status, asked, origin)
            if isinstance(fault, str):
                missing.add(fault)
            elif fault:
                differences.append(fault)
    return Shown(differences=tuple(differences), missing=tuple(missing))


def _judge(url: str, right: Look, found: Look | None) -> Iterator[Difference]:
    if found is None:
        yield Difference(url=url, field="page", expected="a page that loads", found="no end of loading")
        return
    if found.title != right.title:
        yield Difference(url=url, field="title", expected=f"“{right.title}”", found=f"“{found.title}”")
    for text in sorted(found.errors - right.errors):
        yield Difference(url=url, field="script", expected="no such error", found=text)
    for picture in sorted({_original(picture) for picture in found.broken} - right.broken):
        yield Difference(url=url, field="picture", expected="a picture that shows", found=picture)


def _judge_part(url: str, other: str, status: int, asked: Asked, origin: str) -> Difference | str | None:
    """Return what is wrong with one thing that a page asked for: a difference, or the address that was not captured."""
    if other.startswith(("data:", "blob:", "about:")):
        return None
    if not other.startswith(f"{origin}/"):
        return Difference(url=url, field="host", expected="no other host asked", found=f"a request for {other}")
    wanted = _original(other).partition("#")[0]
    if wanted.startswith("//"):
        wanted = f"{url.partition('/')[0]}{wanted}"
    answer = asked.answers.get(wanted)
    right = 200 if answer is None else answer.status
    if wanted == other or status == right or 300 <= status < 400:
        return None  # the engine's own, or as it should be, or a step on the way there
    if answer is None:
        return None if wanted in asked.times else wanted  # what lies in the snapshot before was captured
    expected, found = (f"{wanted} with status {number}" for number in (right, status))
    return Difference(url=url, field="part", expected=expected, found=found)


def _original(place: str) -> str:
    """Return the address that a place in an engine stands for; a place that stands for none is given back."""
    path = "/" + place.split("/", 3)[3] if place.count("/") >= 3 else ""
    match = _REPLAYED.fullmatch(path)
    return match[1] if match else place
