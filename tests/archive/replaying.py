"""The engines that play captures back, and a bag's three files for them; an engine that is missing fails a test."""

import json
import os
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import ROOT

from review_site.archive.cdxj import render_cdxj
from review_site.archive.inventory import Inventory, read_inventory
from review_site.archive.pages import write_pages
from review_site.archive.replay import Engines, Played, Replay, replay
from review_site.archive.verify.fault import FaultError
from review_site.archive.verify.replay import verify_replay
from review_site.archive.verify.warc import Response
from review_site.archive.wacz import write_wacz
from review_site.archive.warc import write_warc
from review_site.problems import Problems

JUDGES = Path(os.environ.get("JUDGES", ROOT / ".judges"))
PYWB = JUDGES / "pywb/bin/wayback"
WABAC = JUDGES / "node_modules/@webrecorder/wabac/dist/sw.js"
CHROMIUM = Path(os.environ.get("CHROME", "/usr/bin/chromium"))
OUTSIDE = Engines(pywb=PYWB, wabac=WABAC, chromium=CHROMIUM)


@dataclass(frozen=True, slots=True)
class Web:
    """A bag's capture: WARC, index and WACZ."""

    warc: Path
    index: Path
    wacz: Path

    def replay(self, inventory: Inventory | None = None, engines: Engines = Engines()) -> Replay:  # noqa: B008 - frozen
        return replay(self.warc, self.index, self.wacz, inventory, engines)


def web_of(bag: Path) -> Web:
    folder = bag / "data/web"
    return Web(next(folder.glob("*.warc.gz")), folder / "index.cdxj", next(folder.glob("*.wacz")))


def capture_web(inventory: Inventory, folder: Path) -> Web:
    """Capture a site as a bundle does, and write nothing else of a bundle."""
    assert inventory.as_at
    web = Web(folder / "x.warc.gz", folder / "index.cdxj", folder / "x.wacz")
    pages = folder / "pages.jsonl"
    web.index.write_bytes(render_cdxj(write_warc(inventory, inventory.as_at, web.warc), inventory.as_at, web.warc.name))
    write_pages(inventory, inventory.as_at, pages)
    members = {f"archive/{web.warc.name}": web.warc, "indexes/index.cdx": web.index, "pages/pages.jsonl": pages}
    write_wacz(inventory, inventory.as_at, members, web.wacz)
    return web


def by_engine(result: Replay) -> dict[str, Played]:
    return {one.engine: one for one in result.played}


def told(played: Played) -> set[tuple[str, str]]:
    """Return path and field of every difference."""
    return {("/" + one.url.split("/", 3)[3], one.field) for one in played.differences}


def inventory_of(site: Path, url: str = "https://review.example.org/") -> Inventory:
    return read_inventory(site, url)


def verified(value: object, responses: list[Response], file: Path) -> list[str]:
    """Write a value as `replay.json` and return what verify says of it."""
    file.write_text(json.dumps(value) + "\n", encoding="utf-8")
    problems = Problems()
    try:
        verify_replay(file, "replay.json", responses, problems)
    except FaultError as fault:
        problems.add("replay.json", fault.field, fault.what, fault.mend)
    return [str(problem) for problem in problems]
