"""A small site of which every rule is met, as files by name, and what a test changes of it."""

import io
import json
from pathlib import Path

from pypdf import PdfWriter
from pypdf.annotations import Link

from review_site.archive.inventory import Inventory, read_inventory
from review_site.archive.links import LinkGraph, read_links
from review_site.archive.readiness import Finding, Place, Readiness, Scripted, assess

URL = "https://lights.example.org/"
SIGNED = {"by": "The harbour office", "on": "2021-12-08"}
ARCHIVING: dict[str, object] = {
    "closes": "2022-03-01",
    "frozen_from": "2022-01-04",
    "contact_live": True,
    "third_party_listed_at": "/copyright/#of-others",
    "notice_given": "2021-12-01",
    "last_major_change": "2021-11-01",
    "crawlers_let_in": SIGNED,
    "contacts_kept_until": "2022-06-30",
    "domain_kept_until": "2032-03-01",
    "redirects_in_place": {"by": "The harbour office", "on": "2022-03-02"},
}
FIGURE = """<figure class="chart"><img src="/files/rocks.png" alt="Rocks by year: 3, 4, 5.">
<table><tr><th>Year</th><td>3</td></tr></table><a href="/files/rocks.csv">The data</a></figure>"""
FILM = """<figure><video src="/files/fog.mp4" controls></video><a href="/transcript/">Transcript</a></figure>"""
Files = dict[str, bytes | str | None]


def page(title: str, body: str = "", head: str = "") -> str:
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{title}</title>{head}</head>\n<body>\n'
        f'<nav><a href="/menu/">Menu</a></nav>\n<main><h1>{title}</h1>\n{body}\n<p><a href="/sitemap/">Sitemap</a></p>'
        f'</main>\n<footer><a href="/copyright/">Copyright</a></footer>\n</body></html>'
    )


PAGES = ("/", "/about/", "/copyright/", "/menu/", "/sitemap/", "/transcript/")
_LINKS = "".join(f'<p><a href="{address}">{address}</a></p>' for address in PAGES)


def sitemap(*addresses: str) -> str:
    places = "".join(f"<url><loc>{URL}{address.lstrip('/')}</loc></url>\n" for address in addresses)
    return f'<?xml version="1.0"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{places}</urlset>\n'


def pdf(*urls: str) -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(width=200, height=200)
    for url in urls:
        writer.add_annotation(page_number=0, annotation=Link(rect=(0, 0, 10, 10), url=url))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def index(archiving: dict[str, object] | None = ARCHIVING, stage: str = "closed") -> str:
    site = {"name": "Review of Lighthouses", "url": URL, "language": "en-GB", "maintainer": "Example project"}
    site |= {"statement": "This review is made up."}
    if archiving is not None:
        site |= {"archiving": archiving}  # type: ignore[dict-item]
    return json.dumps({"version": 1, "site": site, "as_at": "2022-03-04T00:00:00+00:00", "stage": stage, "entries": []})


def agreed(**changes: object) -> Files:
    """The site's own record, with other facts in it; None takes one away."""
    facts = {name: value for name, value in {**ARCHIVING, **changes}.items() if value is not None}
    return {"site-index.json": index(facts)}


GOOD: Files = {
    "index.html": page("Home", '<a href="/about/">About</a>'),
    "about/index.html": page("About", FILM + FIGURE),
    "menu/index.html": page("Menu"),
    "transcript/index.html": page("What the film says", "<p>Fog, and a bell.</p>"),
    "copyright/index.html": page("Copyright", '<h2 id="of-others">What belongs to others</h2>'),
    "sitemap/index.html": page("Sitemap", _LINKS),
    "404.html": page("Not found"),
    "sitemap.xml": sitemap(*PAGES),
    "robots.txt": f"User-agent: *\nAllow: /\n\nSitemap: {URL}sitemap.xml\n",
    "files/fog.mp4": b"\0\0\0\x18ftypmp42",
    "files/rocks.png": b"\x89PNG\r\n\x1a\n",
    "files/rocks.csv": "year,rocks\n2021,3\n",
    "site-index.json": index(),
}


def with_pdf(*urls: str) -> Files:
    """A document with links; PDFs are read in a process of their own, so that few tests have one."""
    return {
        "menu/index.html": page("Menu", '<a href="/files/terms.pdf">Terms (PDF)</a>'),
        "files/terms.pdf": pdf(*urls),
    }


def lay(folder: Path, changes: Files | None = None) -> Path:
    for name, content in (GOOD | (changes or {})).items():
        if content is not None:
            file = folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def read(folder: Path, url: str = URL) -> tuple[Inventory, LinkGraph]:
    inventory = read_inventory(folder, url)
    return inventory, read_links(inventory)


def assessed(
    folder: Path,
    changes: Files | None = None,
    *,
    url: str = URL,
    scripted: tuple[Scripted, ...] | None = (),
    markup: tuple[Place, ...] | None = (),
) -> Readiness:
    """The report on the site with some changes, as if a browser and a checker of HTML had found nothing."""
    return assess(*read(lay(folder, changes), url), scripted=scripted, markup=markup)


def finding(readiness: Readiness, rule: str) -> Finding:
    return next(one.finding for one in readiness.assessed if one.rule.id == rule)
