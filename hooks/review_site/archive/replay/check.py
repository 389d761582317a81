"""Replays a capture: what every address should give, and what each engine gives."""

from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path

from review_site.archive.inventory import Inventory
from review_site.archive.replay.asked import Asked, choose_pages, read_pages
from review_site.archive.replay.browser import BrowserAbsentError, Shower, open_shower
from review_site.archive.replay.pywb import play_in_pywb
from review_site.archive.replay.reading import Line, answers_of, read_answers, read_index
from review_site.archive.replay.result import (
    Answer,
    Difference,
    EngineName,
    Played,
    Replay,
    compare,
    counted,
    not_played,
)
from review_site.archive.replay.showing import look_at
from review_site.archive.replay.wabac import play_in_wabac
from review_site.archive.replay.watching import Look
from review_site.archive.software import SOFTWARE
from review_site.archive.verify.fault import FaultError
from review_site.problems import Problem, ProblemsError

_NOT_ASKED = "it was not asked for: it needs {} on the machine"
_NEEDS = {"pywb": "pywb, the program wayback,", "wabac": "wabac (its sw.js), playwright and Chromium"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Engines:
    """Where the engines are that must be installed; None for one that is not to run.

    `pywb` is its program `wayback`, `wabac` its `sw.js`, `chromium` a browser, else the first that is found.
    """

    pywb: Path | None = None
    wabac: Path | None = None
    chromium: Path | None = None


def replay(
    warc: Path,
    index: Path,
    wacz: Path,
    inventory: Inventory | None = None,
    engines: Engines | None = None,
    *,
    told: Callable[[str], object] | None = None,
) -> Replay:
    """Ask every engine for every address, and compare status, `Location` and every byte.

    The first engine is our own reading of index and WARC, and always runs. pywb is given the WARC alone, wabac the WACZ
    alone. Both serve on the loopback and end with this call; nothing else is asked of any network. Each also shows
    three pages in a browser, which must come out as they do by themselves. Of an interim capture they are asked for
    what it holds; what a revisit tells of bytes that lie in the snapshot before is held against the site alone.

    Args:
        warc: the WARC.
        index: its CDXJ index.
        wacz: the package with both.
        inventory: the site, whose files the answers are held against; None for the WARC's own payloads.
        engines: what else runs.
        told: called with the name of each engine as it begins.

    Raises:
        ProblemsError: when an engine that was asked for cannot run at all, or the index cannot be read.
        OSError: when a file cannot be read.
    """
    engines = engines or Engines()
    try:
        lines = read_index(index)
    except FaultError as fault:
        raise ProblemsError([Problem(path=index.name, field=fault.field, what=fault.what, mend=fault.mend)]) from None
    say = told or (lambda _: None)
    say("index")
    times = {line.url: line.timestamp for line in lines}
    wanted = _wanted(inventory)
    found = read_answers(warc, lines, {**times, **wanted})
    right = {**_gone(found), **wanted} if wanted else answers_of(found)
    earlier = {line.url for line in lines if line.revisit}
    held = {url: answer for url, answer in right.items() if url not in earlier}
    more = compare({url: answer for url, answer in right.items() if url in earlier}, found)
    unread = {url: reason for url, reason in found.items() if isinstance(reason, str)}
    more += [_stray(url) for url in sorted(times.keys() - right.keys() - unread.keys())]
    more += [] if wanted else [_unread(url, reason) for url, reason in unread.items()]
    asked = Asked(answers=held, times=times)
    return Replay(
        against="site" if inventory else "warc",
        earlier=len(earlier),
        played=(
            counted("index", SOFTWARE, held, found, more=more),
            *_outside(warc, wacz, lines, asked, engines, say),
        ),
    )


def _outside(
    warc: Path, wacz: Path, lines: list[Line], asked: Asked, engines: Engines, say: Callable[[str], object]
) -> tuple[Played, Played]:
    with ExitStack() as stack:
        shower: Shower | str = ""
        looks: dict[str, Look] = {}
        if engines.pywb or engines.wabac:
            pages = choose_pages(read_pages(wacz), asked)
            try:
                shower = stack.enter_context(open_shower(engines.chromium))
                looks = look_at(shower, warc, lines, pages)
            except BrowserAbsentError as error:
                shower = str(error)
        return (
            _attempt("pywb", engines.pywb, say, lambda program: play_in_pywb(program, warc, asked, looks, shower)),
            _attempt("wabac", engines.wabac, say, lambda script: play_in_wabac(script, wacz, asked, looks, shower)),
        )


def _attempt(
    engine: EngineName, program: Path | None, say: Callable[[str], object], play: Callable[[Path], Played]
) -> Played:
    if program is None:
        return not_played(engine, _NOT_ASKED.format(_NEEDS[engine]))
    say(engine)
    return play(program.resolve())


def _wanted(inventory: Inventory | None) -> Mapping[str, Answer]:
    if inventory is None:
        return {}
    return {
        inventory.url_of(one): Answer(status=one.status, location=one.location, size=one.size, sha256=one.sha256)
        for one in inventory.resources
    }


def _gone(found: Mapping[str, Answer | str]) -> dict[str, Answer]:
    """Return what an interim capture says is there no more."""
    return {url: answer for url, answer in answers_of(found).items() if answer.status == HTTPStatus.NOT_FOUND}


def _stray(url: str) -> Difference:
    return Difference(url=url, field="index", expected="in no line, as the site has no such address", found="a line")


def _unread(url: str, reason: str) -> Difference:
    return Difference(url=url, field="answer", expected="a record that can be read", found=reason)
