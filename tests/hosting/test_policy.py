"""The policy in a real browser, over nginx: no page breaks it, and what would is seen."""

import html
import re
from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from playwright.sync_api import Page
from tests.hosting.servers import Server

from review_site.hosting.folder import make_hosting
from review_site.hosting.policy import content_security_policy, meta_policy

KINDS = {
    "home": "/",
    "post": "/bridge-the-gap/",
    "list": "/news/",
    "standing page": "/final-report/",
    "chapter": "/case-for-change/chapter-3/",
    "questions": "/faqs/",
    "support": "/support-for-adults/",
    "earlier version": "/call-for-ideas/as-at/2021-11-04/",
    "route": "/for/carers/",
    "legal": "/accessibility/",
    "search": "/search/?q=foster+carers",
    "letters": "/a-z/",
    "not found": "/no/thing/",
}
INLINE = "<script>document.title = 'changed'</script></body>"


def faults_of(page: Page, url: str) -> list[str]:
    """Open an address, and return what the console says, what fails, and which hosts other than its own were asked."""
    faults: list[str] = []
    page.on("console", lambda said: faults.append(f"{said.type}: {said.text}"))
    page.on("pageerror", lambda error: faults.append(f"error: {error}"))
    page.on("requestfailed", lambda request: faults.append(f"failed: {request.url}"))
    page.on("request", lambda asked: None if asked.url.startswith(url_root(url)) else faults.append(asked.url))
    page.goto(url, wait_until="networkidle")
    return faults


def url_root(url: str) -> str:
    return re.match(r"http://[^/]+/", url)[0]  # type: ignore[index]  # every url here is one


@pytest.fixture
def server(started: Callable[[Path, str], Server], hosting: Path) -> Server:
    return started(hosting, "nginx with brotli")


@pytest.mark.parametrize("address", KINDS.values(), ids=KINDS)
def test_no_page_breaks_the_policy(server: Server, page: Page, address: str) -> None:
    faults = faults_of(page, server.url + address)
    if address == KINDS["not found"]:
        assert len(faults) == 1
        assert "404" in faults.pop()  # the browser tells the page's own status
    assert faults == []
    assert page.locator("main h1").is_visible()


@pytest.mark.parametrize("form", ["header and meta", "meta alone"])
def test_an_inline_script_is_refused_and_seen(
    server: Server, page: Page, built_site: Path, form: str, tmp_path: Path
) -> None:
    text = (built_site / "about/index.html").read_text(encoding="utf-8").replace("</body>", INLINE)
    headers = {"Content-Security-Policy": content_security_policy(wasm=False)} if form != "meta alone" else {}
    page.route("**/about/", lambda route: route.fulfill(body=text, content_type="text/html", headers=headers))
    faults = faults_of(page, f"{server.url}/about/")
    assert any("Content Security Policy" in fault for fault in faults)
    assert page.title() != "changed"


@pytest.mark.parametrize(("form", "spaced"), [("header and meta", False), ("meta alone", True)])
def test_a_style_that_a_reader_puts_in_holds_where_no_header_refuses_it(
    server: Server, page: Page, built_site: Path, form: str, spaced: bool
) -> None:
    style = "<style>p { letter-spacing: 7px }</style></body>"
    text = (built_site / "about/index.html").read_text(encoding="utf-8").replace("</body>", style)
    headers = {"Content-Security-Policy": content_security_policy(wasm=False)} if form != "meta alone" else {}
    page.route("**/about/", lambda route: route.fulfill(body=text, content_type="text/html", headers=headers))
    page.goto(f"{server.url}/about/")
    spacing = page.locator("main p").first.evaluate("element => getComputedStyle(element).letterSpacing")
    assert (spacing == "7px") == spaced


def test_without_a_policy_the_inline_script_runs(server: Server, page: Page, built_site: Path) -> None:
    text = (built_site / "about/index.html").read_text(encoding="utf-8").replace("</body>", INLINE)
    text = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", text)
    page.route("**/about/", lambda route: route.fulfill(body=text, content_type="text/html"))
    assert faults_of(page, f"{server.url}/about/") == []
    assert page.title() == "changed"


def test_a_picture_of_another_host_is_refused(server: Server, page: Page, built_site: Path) -> None:
    text = (built_site / "about/index.html").read_text(encoding="utf-8")
    text = text.replace("</body>", "<img src='http://127.0.0.2:9/x.png' alt=''></body>")
    headers = {"Content-Security-Policy": content_security_policy(wasm=False)}
    page.route("**/about/", lambda route: route.fulfill(body=text, content_type="text/html", headers=headers))
    assert any("Content Security Policy" in fault for fault in faults_of(page, f"{server.url}/about/"))


def test_every_page_tells_the_policy_before_anything_is_loaded(built_site: Path) -> None:
    for file in built_site.rglob("*.html"):
        head = file.read_text(encoding="utf-8").partition("</head>")[0]
        name = file.relative_to(built_site).as_posix()
        address = None if name == "404.html" else f"/{name.removesuffix('index.html')}"
        (told,) = re.findall(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', head)
        scripts = sorted((built_site / "assets").glob("*.js"))
        blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', head)
        contents = [*(script.read_bytes() for script in scripts), *(block.encode() for block in blocks)]
        hashes = [f"sha256-{b64encode(sha256(content).digest()).decode()}" for content in contents]
        assert html.unescape(told) == meta_policy(address, hashes)
        assert head.index(told) < min(head.index("<link"), head.index("<title"))


def test_a_preview_lets_itself_be_shown_anew(site: Callable[..., Path], lay: Callable[[str], Path]) -> None:
    from review_site.plugins.build import build_site

    project = lay("")
    preview = build_site(project, project / "preview", None, preview=True)
    assert "Content-Security-Policy" not in (preview / "index.html").read_text(encoding="utf-8")


def test_an_older_address_leads_on_under_the_policy(small_site: Path) -> None:
    moved = (small_site / "former/index.html").read_text(encoding="utf-8")
    assert "object-src &#39;none&#39;" in moved
    assert 'http-equiv="refresh"' in moved


@pytest.mark.parametrize("address", ["/", None, "/about/", "/searching/"])
def test_webassembly_is_for_the_search_alone(address: str | None) -> None:
    assert "wasm" not in meta_policy(address, [])
    assert "wasm" in meta_policy("/search/", [])
    assert "frame-ancestors" not in meta_policy("/search/", [])


def test_the_made_folder_is_the_same_each_time(built_site: Path, hosting: Path, tmp_path: Path) -> None:
    again = make_hosting(built_site, tmp_path / "again")
    made = {path.relative_to(again): path.read_bytes() for path in again.rglob("*") if path.is_file()}
    assert len(made) > 600
    assert {name for name, content in made.items() if (hosting / name).read_bytes() != content} == set()
