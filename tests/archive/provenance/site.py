"""A finished site that names its sources, and the bag of it as far as it tells where pages come from."""

import json
from datetime import datetime
from pathlib import Path

from review_site.archive.bag import write_bag
from review_site.archive.cdxj import render_cdxj
from review_site.archive.inventory import read_inventory
from review_site.archive.provenance.folder import read_provenance, write_metadata, write_provenance
from review_site.archive.provenance.payload import KnownFormat
from review_site.archive.provenance.record import origin_records
from review_site.archive.urls import render_urls
from review_site.archive.verify.provenance import verify_provenance
from review_site.archive.verify.tree import read_tree
from review_site.archive.verify.warc import verify_warc
from review_site.archive.warc import write_warc
from review_site.problems import Problem, Problems

URL = "https://lighthouses.example/review/"
NAME = "lighthouses-example-review-closed-2023-05-01"
PAGES = {
    "index.html": "docs/index.md",
    "about/index.html": "docs/about.md",
    "keepers/index.html": "docs/keepers.md",
    "first-light/index.html": "content/blogs/first-light.md",
    "ships/index.html": "docs/ships ünd sea.md",
    "404.html": None,
    "files/plan of the bells.pdf": None,
}
_FORMATS = {
    "data/transfer/content/plan.pdf": KnownFormat(puid="fmt/19", name="Acrobat PDF", version="1.5", basis="signature")
}


def write_site(folder: Path) -> Path:
    entries = []
    for file, source in PAGES.items():
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"<!doctype html><title>{file}</title><p>Lamps & bells.", encoding="utf-8")
        address = f"/{file}".removesuffix("index.html").replace(" ", "%20")
        published = "2021-06-01" if file.startswith("first") else None
        entries.append(
            {"address": address, "file": file, "title": f"Title of {file}", "kind": "page", "source": source}
            | {"published": published}
        )
    site = {
        "name": "Review of Lighthouses\nand <Bells>",
        "url": URL,
        "language": "en-GB",
        "maintainer": "Office of Lamps & Bells",
        "statement": "A made-up review.",
    }
    index = {"version": 1, "site": site, "as_at": "2023-05-01T12:30:00+01:00", "stage": "closed", "entries": entries}
    (folder / "site-index.json").write_text(json.dumps(index), encoding="utf-8")
    return folder


def write_bag_of(site: Path, repository: Path | None, output: Path, instant: datetime, **known: object) -> Path:
    """Make a bag of web archive, inventory and provenance; its other rooms stand empty but for one file each."""
    bag = output / NAME
    inventory = read_inventory(site, URL)
    origins = read_provenance(inventory, repository)
    web, crawl, content = (bag / "data" / name for name in ("web", "crawl", "transfer/content"))
    for folder in (web, crawl, content):
        folder.mkdir(parents=True)
    located = write_warc(inventory, instant, web / "site.warc.gz", about=origin_records(inventory, origins))
    (web / "index.cdxj").write_bytes(render_cdxj(located, instant, "site.warc.gz"))
    (crawl / "urls.csv").write_bytes(render_urls(inventory, {}, origins.commits()))
    (content / "plan.pdf").write_bytes(b"%PDF-1.5\n")
    (content / "Straße & Küste 100%.txt").write_bytes(b"Lamps.\n")
    provenance = write_provenance(inventory, origins, repository, bag, instant, **known)  # type: ignore[arg-type]
    write_metadata(inventory, provenance, bag, instant, _FORMATS)
    write_bag(bag, {"External-Identifier": NAME})
    return bag


def verify(bag: Path) -> list[Problem]:
    """Return what is wrong with what a bag tells of its origin; its manifests are taken as they are."""
    problems = Problems()
    files = read_tree(bag, problems)
    warc = next(name for name in files if name.endswith(".warc.gz"))
    recorded = verify_warc(bag / warc, warc, problems)
    verify_provenance(bag, files, recorded.responses, recorded.metadata, problems)
    return sorted(problems, key=str)
