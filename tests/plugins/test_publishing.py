"""The real site and the example as a reader, a crawler and an embargo would see them."""

import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from review_site.content.library import read_library
from review_site.problems import ProblemsError

ROOT = Path(__file__).parent.parent.parent
POST = """\
content/blogs/2021-05-01-secret.md
    ---
    title: Marmalade announcement
    slug: marmalade-announcement
    id: tag:lighthouses.example.org,2021-01-04:posts/marmalade-announcement
    status: {status}
    kind: news
    published: {published}
    date_note: Made up for a test.
    authors: [ada-lamp]
    summary: A xylophone sentence.
    topics: [rocks]
    ---

    The body says zanzibar.
docs/about.md
    ---
    title: About
    description: About the review.
    ---

    Words before, [the news of the day](/marmalade-announcement/), words after.
"""
ABOUT = """\
docs/about.md
    ---
    title: About
    description: About it.
    ---

    {body}
"""
MARKERS = ("marmalade", "xylophone", "zanzibar")


DATA = [("type", "application/ld+json")]  # a block of data, which no browser runs (HTML §4.12.1)


class Links(HTMLParser):
    """Gathers what a page links to and loads."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.scripts = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.scripts += tag == "script" and attrs != DATA
        self.found += [value for name, value in attrs if name in ("href", "src") and value is not None]


def read_links(file: Path) -> Links:
    links = Links()
    links.feed(file.read_text(encoding="utf-8"))
    return links


def pages(site: Path) -> list[Path]:
    found = sorted(site.rglob("*.html"))
    assert found
    return found


def mentions(site: Path, words: tuple[str, ...]) -> dict[str, list[str]]:
    """Return which files hold which of the words, in their bytes or their names."""
    files = [file for file in site.rglob("*") if file.is_file()]
    return {
        word: [
            str(file)
            for file in files
            if word.encode() in file.read_bytes().lower() or word in str(file.relative_to(site))
        ]
        for word in words
    }


def test_every_post_and_standing_page_stands_at_its_address(built_site: Path) -> None:
    library = read_library(ROOT / "content", ROOT / "docs")
    for address in [*(post.entry.address for post in library.posts), *library.pages, "/news/", "/sitemap/"]:
        assert (built_site / address.strip("/") / "index.html").is_file(), address


def test_no_link_within_the_site_leads_nowhere(built_site: Path) -> None:
    checked = 0
    for page in pages(built_site):
        here = f"https://here.invalid/{page.relative_to(built_site).as_posix()}"
        for link in read_links(page).found:
            target = urlsplit(urljoin(here, link))
            if target.netloc == "here.invalid":
                file = built_site / unquote(target.path).lstrip("/")
                assert (file / "index.html" if target.path.endswith("/") else file).is_file(), f"{page}: {link}"
                checked += 1
    assert checked > 1000


def test_nothing_is_loaded_from_elsewhere_and_only_the_exit_key_and_the_search_page_are_scripts(
    built_site: Path,
) -> None:
    for page in pages(built_site):
        text = page.read_text(encoding="utf-8")
        data = text.count('<script type="application/ld+json">')
        assert data == (1 if '<meta property="og:url"' in text and "noindex" not in text else data) <= 1, page
        text = text.replace('<script type="application/ld+json">', "")
        root = way_to_root(page, built_site)
        search = [f'<script type="module" src="{root}assets/search.js">'] if page.parent.name == "search" else []
        named = re.sub(
            r' integrity="sha256-[A-Za-z0-9+/]{43}="', "", re.sub(r"(exit|search)\.[0-9a-f]{10}", r"\1", text)
        )
        assert re.findall(r"<script[^>]*>", named) == [
            *search,
            f'<script src="{root}assets/exit.js" defer>',
        ]
        assert "<script" not in text.split("</head>")[1]
        assert not re.search(r'<(?:img|link rel="stylesheet"|iframe|source)[^>]*(?:src|href)="(?:https?:)?//', text), (
            page
        )
        assert not re.search(r"\sstyle=|<style|\son[a-z]+=", text), page
    assert sorted(file.name.split(".")[0] for file in built_site.rglob("*.js")) == ["exit", "pagefind", "search"]


def way_to_root(page: Path, site: Path) -> str:
    return "/" if page.name == "404.html" else "../" * (len(page.relative_to(site).parts) - 1)


def test_every_page_carries_the_notice_and_says_what_it_is(built_site: Path) -> None:
    for page in pages(built_site):
        text = page.read_text(encoding="utf-8")
        assert "This review has ended" in text, page
        assert len(re.findall(r"<h1[\s>]", text)) == 1, page
        assert '<html lang="en-GB">' in text


def test_site_index_sitemap_and_files_agree(built_site: Path) -> None:
    index = json.loads((built_site / "site-index.json").read_text(encoding="utf-8"))
    cards = [entry for entry in index["entries"] if entry["kind"] == "card"]
    assert {entry["file"] for entry in cards} == {f"cards/{file.name}" for file in (built_site / "cards").iterdir()}
    calendars = [entry for entry in index["entries"] if entry["kind"] == "calendar"]
    assert {entry["file"] for entry in calendars} == {
        file.relative_to(built_site).as_posix() for file in built_site.rglob("*.ics")
    }
    made = [entry["file"] for entry in index["entries"] if not entry["file"].endswith((".html", ".png", ".ics"))]
    assert {file for file in made if not (built_site / file).is_file()} == set()
    assert {f"recommendations/recommendations{end}" for end in (".csv", ".json", "-schema.json")} <= set(made)
    index["entries"] = [entry for entry in index["entries"] if entry["file"].endswith(".html")]
    addresses = [entry["address"] for entry in index["entries"]]
    files = {str(page.relative_to(built_site).as_posix()) for page in pages(built_site)} - {"404.html"}
    assert {entry["file"] for entry in index["entries"]} == files
    assert addresses == sorted(set(addresses))
    sitemap = (built_site / "sitemap.xml").read_text(encoding="utf-8")
    assert re.findall(r"<loc>(.*?)</loc>", sitemap) == [
        index["site"]["url"].rstrip("/") + entry["address"] for entry in index["entries"] if entry["status"] == 200
    ]
    assert (index["stage"], index["as_at"]) == ("closed", "2026-11-22T00:00:00+00:00")
    assert all((ROOT / entry["source"]).is_file() for entry in index["entries"] if entry["source"])


def test_people_can_reach_every_page_from_the_sitemap(built_site: Path) -> None:
    page = built_site / "sitemap/index.html"
    linked = {urlsplit(urljoin("https://here.invalid/sitemap/", link)).path for link in read_links(page).found}
    built = {f"/{file.parent.relative_to(built_site).as_posix()}/" for file in built_site.rglob("index.html")}
    assert {"/about/", "/news/page/2/", "/search/", "/a-z/"} <= built
    assert built - {"/./", "/feed/"} <= linked


def test_a_summary_is_never_shown_as_the_authors_words(built_site: Path) -> None:
    for post in read_library(ROOT / "content", ROOT / "docs").posts:
        text = (built_site / post.entry.slug / "index.html").read_text(encoding="utf-8")
        assert re.search(r'class="byline">Our summary of an? [a-z ]+ by ', text), post.entry.slug
        assert "(date uncertain)" in text or not post.entry.date_uncertain


@pytest.mark.parametrize(
    ("status", "published", "today"),
    [
        ("ready", "2021-05-01T09:30", "2021-05-01T09:29"),
        ("ready", "2021-05-02", "2021-05-01T23:59"),
        ("ready", "2021-05", "2021-05-30"),
        ("draft", "2021-05-01", "2026-01-01"),
    ],
)
def test_what_is_not_due_is_in_no_byte(site: Callable[..., Path], status: str, published: str, today: str) -> None:
    built = site(POST.format(status=status, published=published), today)
    assert mentions(built, MARKERS) == {word: [] for word in MARKERS}
    assert "Words before, the news of the day, words after." in (built / "about/index.html").read_text(encoding="utf-8")


def test_what_is_due_is_everywhere_it_should_be(site: Callable[..., Path]) -> None:
    built = site(POST.format(status="ready", published="2021-05-01T09:30"), "2021-05-01T09:30")
    found = {Path(file).relative_to(built).as_posix() for file in mentions(built, MARKERS)["marmalade"]}
    assert found >= {
        "marmalade-announcement/index.html",
        "news/index.html",
        "news/kind/news/index.html",
        "news/topic/rocks/index.html",
        "news/2021/index.html",
        "author/ada-lamp/index.html",
        "index.html",
        "sitemap/index.html",
        "about/index.html",
        "feed.atom",
        "sitemap.xml",
        "site-index.json",
    }


def test_what_writers_write_in_fields_is_escaped(site: Callable[..., Path]) -> None:
    text = POST.format(status="ready", published="2021-05-01").replace(
        "title: Marmalade announcement", "title: 'Marmalade & <script>alert(1)</script> \"jam\"'"
    )
    built = site(text, "2021-06-01")
    for page in pages(built):
        assert read_links(page).scripts == (page.parent.name == "search"), page
    post = (built / "marmalade-announcement/index.html").read_text(encoding="utf-8")
    assert "<h1>Marmalade &amp; &lt;script&gt;alert(1)&lt;/script&gt; &#34;jam&#34;</h1>" in post


def test_a_link_that_leads_nowhere_is_told_with_its_line(site: Callable[..., Path]) -> None:
    with pytest.raises(ProblemsError) as caught:
        site(ABOUT.format(body="See [the gone page](/gone-away/)."))
    assert [str(problem) for problem in caught.value.problems] == [
        "docs/about.md:6: link: /gone-away/ leads nowhere (correct the address, or bring the page back)"
    ]


def test_listing_pages_hold_every_post_once(built_site: Path) -> None:
    lines = [
        link
        for page in [built_site / "news/index.html", *sorted((built_site / "news/page").glob("*/index.html"))]
        for link in re.findall(
            r'<article class="line">\s*<h2><a href="(?:\.\./)+([^"]+)/"', page.read_text(encoding="utf-8")
        )
    ]
    library = read_library(ROOT / "content", ROOT / "docs")
    assert lines == [post.entry.slug for post in library.posts]
