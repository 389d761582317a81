"""What machines read of a finished site: site-index.json, sitemap.xml, robots.txt."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from lxml import etree

from review_site.addresses import absolute
from review_site.content.register import Review

SITE_INDEX_VERSION = 1
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_NSMAP: dict[str, str] = {None: _SITEMAP}  # type: ignore[dict-item]  # lxml-stubs miss the default namespace


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One page of the site: what its file is and what it came from."""

    address: str
    file: str
    title: str
    kind: str
    source: str | None
    published: str | None


def write_records(
    site_dir: Path, review: Review, stage: str | None, instant: datetime, records: Sequence[Record]
) -> None:
    """Write site-index.json (the interface to the archive), sitemap.xml and robots.txt into the finished site."""
    ordered = sorted(records, key=lambda record: record.address)
    index = {
        "version": SITE_INDEX_VERSION,
        "site": {
            "name": review.name,
            "url": review.url,
            "language": review.language,
            "maintainer": review.maintainer.name,
            "statement": review.maintainer.statement,
        },
        "as_at": instant.isoformat(),
        "stage": stage,
        "entries": [asdict(record) for record in ordered],
    }
    text = json.dumps(index, ensure_ascii=False, indent=1, sort_keys=True)
    (site_dir / "site-index.json").write_text(text + "\n", encoding="utf-8")
    (site_dir / "sitemap.xml").write_bytes(render_sitemap(review.url, [record.address for record in ordered]))
    robots = f"User-agent: *\nAllow: /\n\nSitemap: {absolute(review.url, '/sitemap.xml')}\n"
    (site_dir / "robots.txt").write_text(robots, encoding="utf-8")


def render_sitemap(url: str, addresses: Sequence[str]) -> bytes:
    """Render the XML sitemap (sitemaps.org protocol 0.9) of a site."""
    root = etree.Element(f"{{{_SITEMAP}}}urlset", nsmap=_NSMAP)
    for address in addresses:
        place = etree.SubElement(etree.SubElement(root, f"{{{_SITEMAP}}}url"), f"{{{_SITEMAP}}}loc")
        place.text = absolute(url, address)
    etree.indent(root)
    text: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"
