"""nginx and Apache over the folder that was made: what they answer, in which form, with which headers."""

import gzip
import re
from collections.abc import Callable
from pathlib import Path

import brotli
import pytest
from tests.hosting.servers import Answer, Server

from review_site.hosting.folder import make_hosting

POST = "/bridge-the-gap/"
DECODED: dict[str | None, Callable[[bytes], bytes]] = {None: bytes, "gzip": gzip.decompress, "br": brotli.decompress}
SECURITY = {
    "Content-Security-Policy": r"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    r"font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Permissions-Policy": r"([a-z-]+=\(\), )+[a-z-]+=\(\)",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "X-Frame-Options": "DENY",
}


def faults_of(answer: Answer) -> list[str]:
    """Return each security header that an answer lacks, has twice or has otherwise."""
    return [
        name
        for name, value in SECURITY.items()
        if len(found := answer.headers.get_all(name) or []) != 1 or not re.fullmatch(value, found[0])
    ]


def one(path: str, server: Server) -> str:
    """Return the path of a file that is there, from a pattern such as `/assets/review.*.css`."""
    (found,) = server.folder.glob(path.lstrip("/"))
    return f"/{found.relative_to(server.folder).as_posix()}"


@pytest.mark.parametrize(
    ("path", "status", "media_type"),
    [
        ("/", 200, "text/html; charset=utf-8"),
        (POST, 200, "text/html; charset=utf-8"),
        ("/bridge-the-gap", 301, None),
        ("/nothing/at/this/depth/", 404, "text/html; charset=utf-8"),
        ("/bridge-the-gap/nothing.html", 404, "text/html; charset=utf-8"),
        ("/feed.atom", 200, "application/xml"),
        ("/feed.rss", 200, "application/xml"),
        ("/feed.json", 200, "application/json"),
        ("/feeds.opml", 200, "text/x-opml; charset=utf-8"),
        ("/feed/", 301, None),
        ("/sitemap.xml", 200, "application/xml"),
        ("/robots.txt", 200, "text/plain; charset=utf-8"),
        ("/site-index.json", 200, "application/json"),
        ("/assets/review.*.css", 200, "text/css; charset=utf-8"),
        ("/assets/exit.*.js", 200, "text/javascript; charset=utf-8"),
        ("/assets/icon.*.svg", 200, "image/svg+xml"),
        ("/assets/fonts/atkinson-400.*.woff2", 200, "font/woff2"),
    ],
)
def test_status_type_and_security_headers(server: Server, path: str, status: int, media_type: str | None) -> None:
    path = one(path, server) if "*" in path else path
    for encoding in ("identity", "gzip", "br"):
        answer = server.get(path, accept_encoding=encoding)
        assert answer.status == status
        assert faults_of(answer) == []
        assert media_type in (None, answer.headers["Content-Type"])
        assert answer.headers["Strict-Transport-Security"] is None  # RFC 6797 §7.2: not over plain HTTP


def test_a_missing_header_and_a_doubled_one_are_told(server: Server) -> None:
    answer = server.get("/")
    del answer.headers["Referrer-Policy"]
    answer.headers["X-Frame-Options"] = "DENY"
    answer.headers.replace_header("Content-Security-Policy", "default-src *")
    assert faults_of(answer) == ["Content-Security-Policy", "Referrer-Policy", "X-Frame-Options"]


def test_nginx_tells_no_version(server: Server) -> None:
    told = server.get("/").headers["Server"]
    assert told == "nginx" or server.name == "Apache"


@pytest.mark.parametrize("path", ["/search/", "/search/index.html", "/pagefind/worker.js"])
def test_webassembly_may_run_where_the_search_is(server: Server, path: str) -> None:
    file = server.folder / path.strip("/")
    file = file if file.suffix else file / "index.html"
    made = not file.exists()
    if made:
        file.parent.mkdir(exist_ok=True)
        file.write_text("made by a test", encoding="utf-8")
    try:
        answer = server.get(path)
    finally:
        if made:
            file.unlink()
    assert answer.status == 200
    assert "script-src 'self' 'wasm-unsafe-eval';" in answer.headers["Content-Security-Policy"]
    assert "Content-Security-Policy" in faults_of(answer)


@pytest.mark.parametrize(
    "path",
    [
        POST,
        "/",
        "/feed.atom",
        "/feed.rss",
        "/feeds.opml",
        "/sitemap.xml",
        "/nothing/",
        "/assets/review.*.css",
        "/assets/exit.*.js",
    ],
)
@pytest.mark.parametrize(
    ("accepted", "expected"),
    [
        (None, None),
        ("identity", None),
        ("gzip", "gzip"),
        ("gzip, deflate, br, zstd", "br"),
        ("br;q=1.0, gzip;q=0.8", "br"),
        ("gzip;q=0, deflate", None),
        ("sabre", None),
    ],
)
def test_each_form_has_the_same_content(server: Server, path: str, accepted: str | None, expected: str | None) -> None:
    path = one(path, server) if "*" in path else path
    if expected == "br" and server.name == "nginx":
        expected = "gzip"  # without the module
    plain = server.get(path)
    answer = server.get(path, **({"accept_encoding": accepted} if accepted else {}))
    assert plain.headers["Content-Encoding"] is None
    assert answer.headers["Content-Encoding"] == expected
    assert answer.headers.get_all("Vary") == ["Accept-Encoding"]
    assert DECODED[expected](answer.body) == plain.body
    assert (len(answer.body) < len(plain.body)) == (expected is not None)


def test_the_content_is_that_of_the_site(server: Server, built_site: Path) -> None:
    assert server.get(POST).body == (built_site / "bridge-the-gap/index.html").read_bytes()
    assert server.get("/nothing/").body == (built_site / "404.html").read_bytes()


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("/", "no-cache"),
        (POST, "no-cache"),
        ("/feed.atom", "no-cache"),
        ("/sitemap.xml", "no-cache"),
        ("/nothing/", "no-cache"),
        ("/assets/gone.0123456789.css", "no-cache"),
        ("/assets/review.*.css", "public, max-age=31536000, immutable"),
        ("/assets/icon.*.svg", "public, max-age=31536000, immutable"),
        ("/assets/fonts/atkinson-700.*.woff2", "public, max-age=31536000, immutable"),
    ],
)
def test_how_long_browsers_may_keep_it(server: Server, path: str, kept: str) -> None:
    path = one(path, server) if "*" in path else path
    for encoding in ("identity", "br"):
        assert server.get(path, accept_encoding=encoding).headers.get_all("Cache-Control") == [kept]


def test_a_picture_may_be_kept_for_a_day(server: Server) -> None:
    picture = server.folder / "pictures/lamp.webp"
    picture.parent.mkdir(exist_ok=True)
    picture.write_bytes(b"RIFF")
    answer = server.get("/pictures/lamp.webp")
    picture.unlink()
    assert answer.headers.get_all("Cache-Control") == ["public, max-age=86400"]
    assert answer.headers["Content-Type"] == "image/webp"


@pytest.mark.parametrize("encoding", ["identity", "gzip", "br"])
@pytest.mark.parametrize("path", [POST, "/feed.atom", "/feed.rss", "/feed.json", "/news/feed.atom"])
def test_a_copy_that_is_still_good_is_not_sent_again(server: Server, path: str, encoding: str) -> None:
    first = server.get(path, accept_encoding=encoding)
    for name, value in (
        ("If-None-Match", first.headers["ETag"]),
        ("If-Modified-Since", first.headers["Last-Modified"]),
    ):
        again = server.get(path, **{"accept_encoding": encoding, name: value})
        assert (again.status, again.body) == (304, b"")
        assert again.headers["Cache-Control"] == "no-cache"
    other = server.get(path, **{"accept_encoding": encoding, "If-None-Match": '"other"'})
    assert (other.status, other.body) == (200, first.body)


def test_where_wordpress_had_its_feed_leads_to_ours(server: Server) -> None:
    answer = server.get("/feed/")
    assert (answer.status, answer.headers["Location"].rpartition("/")[2]) == (301, "feed.rss")


def test_a_site_that_is_built_again_asks_nobody_to_fetch_its_feed_again(
    started: Callable[[Path, str], Server], hosting: Path, built_site: Path
) -> None:
    server = started(hosting, "nginx")
    tag = server.get("/feed.atom").headers["ETag"]
    make_hosting(built_site, hosting)
    again = server.get("/feed.atom", **{"If-None-Match": tag})
    assert (again.status, again.body) == (304, b"")


def test_each_form_has_a_tag_of_its_own(server: Server) -> None:
    tags = {server.get(POST, accept_encoding=one).headers["ETag"] for one in ("identity", "gzip", "br")}
    assert len(tags) == (2 if server.name == "nginx" else 3)


@pytest.mark.parametrize(
    "path",
    [
        "/.htaccess",
        "/_headers",
        "/_redirects",
        "/.git/config",
        "/about/.hidden",
        "/assets/",
        "/404.html",
        "/%2e%2e/nginx.conf",
    ],
)
def test_what_is_not_for_readers_is_not_there(server: Server, path: str) -> None:
    answer = server.get(path)
    assert answer.status in (400, 404)
    assert answer.status == 400 or faults_of(answer) == []
    assert b"Rewrite" not in answer.body
    assert b"listing" not in answer.body.lower()


def test_a_certificate_authority_may_still_ask(server: Server) -> None:
    file = server.folder / ".well-known/acme-challenge/token"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("token", encoding="utf-8")
    assert server.get("/.well-known/acme-challenge/token").status == 200
