"""A bundle with a redirect and a withdrawn page, and an archive on loopback that holds all of it."""

import gzip
import json
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from tests.archive.audit.web_archive import Held, WebArchive, held_of, serving

from review_site.archive.audit.holdings import Holdings, read_holdings
from review_site.archive.bundle import write_bundle


@pytest.fixture(scope="session")
def shore(
    tmp_path_factory: pytest.TempPathFactory, write_site: Callable[[Path], Path], url: str, instant: datetime
) -> Path:
    """The bag of the small site with an alias, a withdrawn page and a compressed twin, its tar beside it."""
    folder = tmp_path_factory.mktemp("shore")
    site = write_site(folder / "site")
    entry = {"title": "x", "kind": "page", "source": None, "published": None}
    (site / "assets/site.css.gz").write_bytes(gzip.compress((site / "assets/site.css").read_bytes(), mtime=0))
    alias = {"address": "/who/", "file": "who/index.html", "status": 301, "target": "/about/"}
    gone = {"address": "/old/", "file": "old/index.html", "status": 410}
    for one in (alias, gone):
        (site / one["file"]).parent.mkdir()
        (site / one["file"]).write_text("moved")
    # A site that says what it is must list its pages, for people and for crawlers.
    (site / "sitemap").mkdir()
    links = "".join(f"<a href='{address}'>x</a>" for address in ("/", "/about/", "/sitemap/"))
    (site / "sitemap/index.html").write_text(f"<!doctype html><html lang=en><title>Sitemap</title>{links}</html>")
    listed = "".join(f"<url><loc>{url}{address}</loc></url>" for address in ("", "about/", "sitemap/"))
    names = "http://www.sitemaps.org/schemas/sitemap/0.9"
    (site / "sitemap.xml").write_text(f'<?xml version="1.0"?><urlset xmlns="{names}">{listed}</urlset>')
    index = {
        "version": 1,
        "site": {"name": "Review of Lighthouses", "url": url, "language": "en-GB"},
        "as_at": "2023-05-01T12:00:00+01:00",
        "stage": None,
        "entries": [entry | alias, entry | gone],
    }
    (site / "site-index.json").write_text(json.dumps(index))
    return write_bundle(site, url, folder / "out", instant)


@pytest.fixture(scope="session")
def everything(shore: Path) -> dict[str, Held]:
    return held_of(next((shore / "data/web").glob("*.warc.gz")))


@pytest.fixture
def archive(everything: dict[str, Held]) -> Iterator[WebArchive]:
    """An archive that holds the whole bundle."""
    held = {url: Held(one.status, dict(one.headers), one.body, one.captured) for url, one in everything.items()}
    with serving(WebArchive(held=held)) as served:
        yield served


@pytest.fixture(scope="session")
def holdings(shore: Path) -> Holdings:
    return read_holdings(shore)
