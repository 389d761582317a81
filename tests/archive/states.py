"""States of a made-up site, laid in folders, for the tests that compare them."""

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from review_site.archive.cdxj import render_cdxj
from review_site.archive.compare.changes import Changes
from review_site.archive.compare.comparison import compare
from review_site.archive.compare.interim import earlier_of, plan_interim
from review_site.archive.compare.reading import read_snapshot
from review_site.archive.compare.snapshot import Snapshot
from review_site.archive.inventory import read_inventory, with_gone
from review_site.archive.pages import write_pages
from review_site.archive.tar import write_tar
from review_site.archive.wacz import write_wacz
from review_site.archive.warc import write_warc

URL = "https://lighthouses.example.org/"
Files = Mapping[str, str | bytes]


def page(title: str, main: str, around: str = "") -> str:
    return (
        f'<!doctype html><html lang="en-GB"><head><title>{title} · Review of Lighthouses</title></head>'
        f"<body><header><p>Review of Lighthouses</p>{around}</header><main><h1>{title}</h1>{main}</main></body></html>"
    )


def lay(folder: Path, files: Files, answers: Mapping[str, tuple[int, str | None]] | None = None, day: str = "") -> Path:
    """Lay a folder; `answers` gives files a status and a target, which only a site index can tell."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    if answers is not None or day:
        entries = [
            {
                "address": "",
                "file": name,
                "title": "",
                "kind": "page",
                "source": None,
                "published": None,
                "status": status,
                "target": target,
            }
            for name, (status, target) in (answers or {}).items()
        ]
        index = {
            "version": 1,
            "site": {"name": "Review of Lighthouses", "url": URL, "language": "en-GB"},
            "as_at": f"{day or '2030-01-01'}T00:00:00+00:00",
            "entries": entries,
        }
        (folder / "site-index.json").write_text(json.dumps(index))
    return folder


def compared(old: Path, new: Path) -> Changes:
    return compare(read_snapshot(old, URL), read_snapshot(new, URL))


def bag_of(site: Path, bag: Path, day: str, previous: Snapshot | None = None) -> Path:
    """Write the web archive of a bag, its tar beside it; with a snapshot before it, an interim one."""
    instant = datetime.fromisoformat(f"{day}T00:00:00+00:00")
    inventory, earlier = read_inventory(site, URL), None
    if previous is not None:
        plan = plan_interim(previous, inventory)
        inventory = with_gone(inventory, (one.address for one in plan.gone))
        earlier = earlier_of(plan)
    web = bag / "data/web"
    web.mkdir(parents=True)
    (bag / "bagit.txt").write_text("BagIt-Version: 1.0\n")
    warc, index, pages, wacz = (web / name for name in ("site.warc.gz", "index.cdxj", "pages.jsonl", "site.wacz"))
    index.write_bytes(render_cdxj(write_warc(inventory, instant, warc, earlier=earlier), instant, warc.name))
    write_pages(inventory, instant, pages)
    members = {"archive/site.warc.gz": warc, "indexes/index.cdx": index, "pages/pages.jsonl": pages}
    write_wacz(inventory, instant, members, wacz)
    pages.unlink()
    write_tar(bag, bag.with_name(f"{bag.name}.tar"), instant)
    return bag


# Two states with a change of every kind.

STAYS = " ".join(f"word{number}" for number in range(60))
OLD = {
    "index.html": page("Welcome", f"<p>{STAYS} were lit. {STAYS} and more.</p><h2>Bells</h2><p>Rang.</p><p>Then.</p>"),
    "a/index.html": page("A", "<p>Alpha.</p>"),
    "b/index.html": page("B", "<p>Beta.</p>"),
    "code/index.html": page("Code", "<p>Same.</p>"),
    "gone/index.html": page("Gone", f"<p>{STAYS}</p>"),
    "here/index.html": page("Here", f"<p>{STAYS} once.</p>"),
    "away/index.html": page("Away", "<p>Away.</p>"),
    "plan.pdf": b"%PDF-1 a",
    "feed.atom": "<feed><updated>1</updated></feed>",
    "site.1a2b3c4d.css": "a{}",
    "notes.txt": "One\nTwo\n",
}
NEW = {
    "index.html": page(
        "Welcome &lt;&amp;&gt;",
        f"<p>{STAYS} are lit. {STAYS} and more.</p><h2>Bells</h2><p>Then.</p><p>Rang.</p>"
        "<p><script>x</script>&lt;b&gt;</p>",
        "<p>To close.</p><a href='/z/'>Z</a>",
    ),
    "a/index.html": page("A", "<p>Alpha.</p>", "<p>To close.</p><a href='/z/'>Z</a>"),
    "b/index.html": page("B", "<p>Beta.</p>", "<p>To close.</p><a href='/z/'>Z</a>"),
    "code/index.html": page("Code", "<p id=x>Same.</p>"),
    "here/index.html": page("Moved", ""),
    "there/index.html": page("There", f"<p>{STAYS} twice.</p>"),
    "away/index.html": page("Withdrawn", ""),
    "new/index.html": page("New &lt;i&gt;", '<p lang="cy">Newydd</p>'),
    "plan.pdf": b"%PDF-1 bb",
    "feed.atom": "<feed><updated>2</updated></feed>",
    "site.5e6f7a8b.css": "b{}",
    "notes.txt": "One\nThree\n",
    "lamp.png": b"\x89PNG",
}
ANSWERS = {"here/index.html": (301, "/there/"), "away/index.html": (410, None)}
