"""What machines read of a finished site: site-index.json, sitemap.xml, robots.txt."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from lxml import etree

from review_site.addresses import absolute
from review_site.content.register import Review
from review_site.plugins.place import Place
from review_site.timing import timed

SITE_INDEX_VERSION = 1
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_NSMAP: dict[str, str] = {None: _SITEMAP}  # type: ignore[dict-item]  # lxml-stubs miss the default namespace


@dataclass(frozen=True, slots=True)
class BuiltSite:
    """What is known of a site as a whole; `present` says that it was built for the day on which it was built.

    `archiving` is what an archive may be told of it (`lifecycle/archiving.py`).
    """

    review: Review
    stage: str | None
    instant: datetime
    present: bool
    preview: bool
    archiving: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One file of the site: what it is, what it came from, and what a web server should answer (RFC 9110 §15)."""

    address: str
    file: str
    title: str
    kind: str
    source: str | None
    published: str | None
    status: int = 200
    target: str | None = None


@timed("records")
def write_records(
    site_dir: Path, built: BuiltSite, places: Sequence[tuple[Place, str]], files: Sequence[Record]
) -> None:
    """Write site-index.json (the interface to the archive), sitemap.xml and robots.txt into the finished site.

    `places` are the pages, each with its file; `files` what pages show or link to.
    """
    review = built.review
    records = sorted([*(_of_place(*place) for place in places), *files], key=lambda record: record.address)
    index = {
        "version": SITE_INDEX_VERSION,
        "site": {
            "name": review.name,
            "url": review.url,
            "language": review.language,
            "maintainer": review.maintainer.name,
            "statement": review.maintainer.statement,
            "archiving": built.archiving,
        },
        "as_at": built.instant.isoformat(),
        "present": built.present,
        "preview": built.preview,
        "stage": built.stage,
        "entries": [asdict(record) for record in records],
    }
    text = json.dumps(index, ensure_ascii=False, indent=1, sort_keys=True)
    (site_dir / "site-index.json").write_text(text + "\n", encoding="utf-8")
    addresses = sorted(place.address for place, _ in places if place.status == 200)
    (site_dir / "sitemap.xml").write_bytes(render_sitemap(review.url, addresses))
    (site_dir / "robots.txt").write_text(_robots(built), encoding="utf-8")


def render_sitemap(url: str, addresses: Sequence[str]) -> bytes:
    """Render the XML sitemap (sitemaps.org protocol 0.9) of a site."""
    root = etree.Element(f"{{{_SITEMAP}}}urlset", nsmap=_NSMAP)
    for address in addresses:
        place = etree.SubElement(etree.SubElement(root, f"{{{_SITEMAP}}}url"), f"{{{_SITEMAP}}}loc")
        place.text = absolute(url, address)
    etree.indent(root)
    text: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def _robots(built: BuiltSite) -> str:
    """Return robots.txt (RFC 9309): a preview is no place for crawlers."""
    if built.preview:
        return "User-agent: *\nDisallow: /\n"
    return f"User-agent: *\nAllow: /\n\nSitemap: {absolute(built.review.url, '/sitemap.xml')}\n"


def _of_place(place: Place, file: str) -> Record:
    return Record(
        address=place.address,
        file=file,
        title=str(place.meta["title"]),
        kind=place.kind,
        source=place.source.path if place.source else None,
        published=place.published,
        status=place.status,
        target=place.target,
    )
