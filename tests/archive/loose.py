"""Files of many formats, a site with every trouble that loose files can have, and a bag of it without its WACZ."""

import gzip
import io
import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path

from PIL import Image

from review_site.archive.formats import identify, render_formats
from review_site.archive.inventory import read_inventory, with_gone
from review_site.archive.transfer import (
    Facts,
    Limits,
    Transfer,
    render_ffid,
    render_file_metadata,
    write_transfer,
)
from review_site.archive.urls import render_urls
from review_site.archive.warc import write_warc

URL = "https://lighthouses.example.org/"
INSTANT = datetime(2023, 5, 1, 23, 30, tzinfo=UTC)
PAGE = b"<!doctype html><html lang=en><head><title>%s</title></head><body><p>Words</p></body></html>"


def picture(form: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (3, 2), (1, 90, 160)).save(out, form)
    return out.getvalue()


def packed(members: dict[str, bytes], *, stored: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            method = zipfile.ZIP_STORED if name == stored else zipfile.ZIP_DEFLATED
            made.writestr(zipfile.ZipInfo(name), content, method)
    return out.getvalue()


def epub() -> bytes:
    return packed({"mimetype": b"application/epub+zip", "OEBPS/nav.xhtml": b"<html/>"}, stored="mimetype")


def open_document(kind: str, version: str) -> bytes:
    content = f"<office:document-content office:version='{version}'/>".encode()
    mimetype = f"application/vnd.oasis.opendocument.{kind}".encode()
    return packed({"mimetype": mimetype, "content.xml": content}, stored="mimetype")


def open_xml(main: str) -> bytes:
    types = f'<Types><Override PartName="/x" ContentType="application/{main}.main+xml"/></Types>'.encode()
    return packed({"other.xml": b"<a/>", "[Content_Types].xml": types})


def redirected(target: str) -> bytes:
    return f'<!doctype html><title>Moved</title><a href="{target}">Moved</a>'.encode()


TROUBLE: dict[str, bytes] = {
    "index.html": PAGE % b"Review of Lighthouses",
    "404.html": PAGE % b"Not found",
    "about/index.html": PAGE % b"=SUM(A1:A9)",
    "About/history.txt": b"In capitals.\n",
    "aux/con.html": PAGE % b"A device",
    "files/plan_R.pdf": b"%PDF-1.7\nplan\n%%EOF\n",
    "files/caf\u0065\u0301.txt": b"decomposed\n",
    "files/caf\u00e9.txt": b"composed\n",
    "files/what: why?.txt": b"a colon\n",
    "files/ends with a stop./note .txt": b"a space\n",
    "files/=cmd.csv": b"a,b\n1,2\n",
    "files/empty.txt": b"",
    "files/mark-only.txt": b"\xef\xbb\xbf\r\n",
    "files/all.zip": packed({"a.txt": b"a"}),
    "files/report.epub": epub(),
    "files/report.odt": open_document("text", "1.3"),
    "files/log.txt.gz": gzip.compress(b"log\n", mtime=0),
    "files/Thumbs.db": b"thumbnails\n",
    "files/thing.weird": b"\x01\x02\x03",
    "files/" + "long-" * 40 + "name.txt": b"long\n",
    "files/a;b.txt": b"a semicolon\n",
    "manifest.webmanifest": b"{}",
    "images/lamp.png": picture("PNG"),
    "news/index.html": PAGE % b"News",
    "old/index.html": redirected("/news/"),
    "withdrawn/index.html": PAGE % b"Foghorns",
    "feed.atom": b"<feed xmlns='http://www.w3.org/2005/Atom'/>",
    "assets/site.css": b"body { color: #111 }\n",
    "assets/site.css.gz": gzip.compress(b"body { color: #111 }\n", mtime=0),
}


def write_trouble(root: Path) -> Path:
    """Write the site, with a record of its pages that says what moved, what was withdrawn and when one came out."""
    for name, content in TROUBLE.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    entries = [
        _entry("/old/", "old/index.html", "Moved", status=301, target="/news/"),
        _entry("/withdrawn/", "withdrawn/index.html", "Foghorns", status=410),
        _entry("/news/", "news/index.html", "News", published="2023-04-02T09:00:00+01:00"),
        _entry("/about/", "about/index.html", "=SUM(A1:A9)", published="2023-06-01T09:00:00+01:00"),
    ]
    index = {
        "version": 1,
        "site": {"name": "Review of Lighthouses", "url": URL, "language": "en-GB"},
        "as_at": INSTANT.isoformat(),
        "entries": entries,
    }
    (root / "site-index.json").write_text(json.dumps(index), encoding="utf-8")
    return root


def _entry(address: str, file: str, title: str, **more: object) -> dict[str, object]:
    entry = {"address": address, "file": file, "title": title, "kind": "page", "source": None, "published": None}
    return {**entry, **more}


def write_loose_bag(
    root: Path, bag: Path, limits: Limits | None = None, facts: Facts | None = None, gone: tuple[str, ...] = ()
) -> tuple[Transfer, Path]:
    """Write what a bag holds of a site besides its WACZ, and return its transfer and its WARC, which lies beside it.

    `gone` are addresses that the site once had.
    """
    inventory = with_gone(read_inventory(root, URL), gone)
    identified = identify(inventory)
    formats = {file: (one.puid, one.basis) for file, one in identified.items()}
    (bag / "data/crawl").mkdir(parents=True)
    (bag / "data/crawl/urls.csv").write_bytes(render_urls(inventory, formats, {}))
    (bag / "data/crawl/formats.csv").write_bytes(render_formats(identified))
    transfer = write_transfer(
        inventory, identified, bag / "data/transfer", limits or Limits(), instant=INSTANT, facts=facts or Facts()
    )
    (bag / "file-ffid.csv").write_bytes(render_ffid(transfer.records))
    (bag / "file-metadata.csv").write_bytes(render_file_metadata(transfer.records, INSTANT))
    warc = bag.with_name("lighthouses.warc.gz")
    write_warc(inventory, INSTANT, warc)
    return transfer, warc
