"""A bundle with something in every room: a record of its own, moved and withdrawn pages, twins, a history, a key."""

import gzip
import json
import os
import subprocess
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from review_site.archive.bundle import write_bundle
from review_site.archive.options import Options

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
_LINKS = "".join(f"<li><a href='{page}'>{page}</a>" for page in ("/", "/about/", "/sitemap/"))
_PAGE = (
    "<!doctype html><html lang=en-GB><head><title>{title}</title><link rel=stylesheet href=/assets/site.css></head>"
    "<body><main><h1>{title}</h1>{body}</main><footer><a rel=license href=/about/>Licence</a></footer></body></html>"
)
_SITEMAP = '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{}</urlset>'
_ENTRY = {"kind": "page", "published": None, "status": 200, "target": None}


def lay_full(root: Path, url: str, words: str) -> Path:
    """Write a site of its own record; `words` stand on its page /about/."""
    entries = [
        _entry("/", "index.html", "Welcome", "docs/index.md"),
        _entry("/about/", "about/index.html", "About", "docs/about.md", published="2023-04-01T09:00:00+01:00"),
        _entry("/sitemap/", "sitemap/index.html", "Sitemap", None),
        _entry("/who/", "who/index.html", "About", None, status=301, target="/about/"),
        _entry("/old/", "old/index.html", "Withdrawn", None, status=410),
    ]
    about = f"<p>{words}</p><a href=/files/plan.pdf>The plan</a> <a href=https://example.com/>elsewhere</a>"
    files = {
        "index.html": _PAGE.format(title="Welcome", body=f"<ul>{_LINKS}<li><a href=/who/>Who</a></ul>"),
        "about/index.html": _PAGE.format(title="About", body=f"{about} <a href=/old/>The old page</a>"),
        "sitemap/index.html": _PAGE.format(title="Sitemap", body=f"<ul>{_LINKS}</ul>"),
        "who/index.html": _PAGE.format(title="About", body="<p>It is <a href=/about/>here</a>.</p>"),
        "old/index.html": _PAGE.format(title="Withdrawn", body="<p>It was wrong.</p>"),
        "404.html": _PAGE.format(title="Not found", body="<p>There is no such page.</p>"),
        "sitemap.xml": _SITEMAP.format(
            "".join(f"<url><loc>{url}{page}</loc></url>" for page in ("", "about/", "sitemap/"))
        ),
        "robots.txt": f"User-agent: *\nAllow: /\n\nSitemap: {url}sitemap.xml\n",
        "assets/site.css": "main { color: #111 }\n",
        "site-index.json": json.dumps(
            {
                "version": 1,
                "site": {"name": "Review of Lighthouses", "url": url, "language": "en-GB"},
                "as_at": "2023-05-01T12:30:00+01:00",
                "present": True,
                "stage": "closed",
                "entries": entries,
            }
        ),
    }
    content = {name: text.encode() for name, text in files.items()}
    content["files/plan.pdf"] = b"%PDF-1.7\n" + bytes(range(256)) * 20 + b"\n%%EOF\n"
    content["assets/site.css.gz"] = gzip.compress(content["assets/site.css"], mtime=0)
    for name, one in content.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(one)
    return root


def write_full(folder: Path, url: str, instant: datetime, *, interim: bool = False) -> Path:
    """Write the bundle of that site into `folder/out` after one of an earlier state, and return its bag."""
    repository = _repository(folder / "project")
    before = write_bundle(lay_full(folder / "first", url, "What stood before."), url, folder / "before", instant)
    options = Options(repository=repository, history=True, previous=before, interim=interim, key=KEY)
    return write_bundle(lay_full(folder / "site", url, "What stands now."), url, folder / "out", instant, options)


def _entry(address: str, file: str, title: str, source: str | None, **more: object) -> dict[str, object]:
    return {**_ENTRY, "address": address, "file": file, "title": title, "source": source, **more}


def _repository(project: Path) -> Path:
    (project / "docs").mkdir(parents=True)
    for name in ("index.md", "about.md"):
        (project / "docs" / name).write_text(f"# {name}\n")
    date = "2023-04-01T09:00:00+01:00"
    who = {f"GIT_{role}_{what}": value for role in ("AUTHOR", "COMMITTER") for what, value in _who(date).items()}
    git: Callable[..., object] = lambda *words: subprocess.run(  # noqa: E731
        ["git", "-C", project, *words], check=True, capture_output=True, env={**os.environ, **who}
    )
    git("init", "--initial-branch=main")
    git("add", ".")
    git("-c", "commit.gpgsign=false", "commit", "--message=Begin")
    return project


def _who(date: str) -> dict[str, str]:
    return {"NAME": "A", "EMAIL": "a@example.org", "DATE": date}
