"""Who leads where: what is inside the site, how far it is, what is missing."""

import json
from collections.abc import Callable

import pytest

from review_site.archive.links import LinkGraph
from review_site.archive.links.reading import LARGEST, TOO_LARGE

HOME = "https://lighthouses.example/"


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://lighthouses.example/", "/"),
        ("https://lighthouses.example", "/"),
        ("http://lighthouses.example/a/", "/a/"),
        ("https://lighthouses.example:443/a/", "/a/"),
        ("http://lighthouses.example:80/a/", "/a/"),
        ("https://keeper@lighthouses.example./a/", "/a/"),
        ("https://lighthouses.example/a/?page=2", "/a/"),
        ("https://lighthouses.example/%61%2f%2Fb%7E", "/a%2F%2Fb~"),
        ("https://lighthouses.example/[x]|%c3%a9", "/%5Bx%5D%7C%C3%A9"),
        ("https://lighthouses.example:8443/a/", None),
        ("https://www.lighthouses.example/a/", None),
        ("ftp://lighthouses.example/a/", None),
        ("mailto:keeper@lighthouses.example", None),
    ],
)
def test_what_is_on_the_site(graph_of: Callable[..., LinkGraph], url: str, address: str | None) -> None:
    assert graph_of({"index.html": ""}).address_of(url) == address


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("http://lighthouses.example:8000/review", "/"),
        ("https://lighthouses.example:8000/review/a", "/a"),
        ("http://lighthouses.example:8000/reviews/", None),
        ("http://lighthouses.example:8000/", None),
        ("http://lighthouses.example/review/", None),
    ],
)
def test_a_site_below_a_path_and_on_a_port(graph_of: Callable[..., LinkGraph], url: str, address: str | None) -> None:
    graph = graph_of({"index.html": ""}, "http://lighthouses.example:8000/review")
    assert graph.address_of(url) == address


def site(*more: str) -> dict[str, str | bytes]:
    """Two towers: one that links reach, and one that only metadata, forms, feeds and sitemaps name."""
    return {
        "index.html": "<link rel=stylesheet href=/s.css><a href=a/>a</a><a href=https://lighthouses.example/b/?x#y>b</a>"
        "<meta property=og:image content=card.png><form action=form/></form><q cite=cite/></q>" + "".join(more),
        "a/index.html": "<a href=../>up</a><a href=../c/>c</a><a href=/gone/>gone</a>",
        "b/index.html": "<img srcset='/b.png 2x'><a href=/c>c</a><a href=/a/index.html>a</a>",
        "c/index.html": "<meta http-equiv=refresh content='0;url=/d.html'>",
        "d.html": "<a href='/e%7e.txt'>e</a>",
        "e~.txt": "<a href=/f/>",
        "f/index.html": "<a href=/>home</a>",
        "s.css": "@import 't.css'; p { background: url(s.png) }",
        "t.css": "", "s.png": b"", "b.png": b"", "card.png": b"",
        "form/index.html": "", "cite/index.html": "",
        "feed.atom": "<feed><link href='f/'/></feed>",
        "sitemap.xml": "<urlset><url><loc>/f/</loc></url></urlset>",
        "404.html": "<a href=/form/>form</a>",
    }  # fmt: skip


def test_hops_orphans_and_what_is_missing(graph_of: Callable[..., LinkGraph]) -> None:
    graph = graph_of(site())
    assert graph.hops() == {
        "/": 0, "/s.css": 1, "/a/": 1, "/b/": 1,
        "/t.css": 2, "/s.png": 2, "/c/": 2, "/b.png": 2,
        "/d.html": 3, "/e~.txt": 4,
    }  # fmt: skip
    assert graph.found_on()["/"] is None
    assert graph.found_on()["/c/"] == "/a/"
    assert graph.orphans() == ["/card.png", "/cite/", "/f/", "/feed.atom", "/form/", "/sitemap.xml"]
    assert [(one.address, one.target, one.link.element) for one in graph.broken()] == [
        ("/a/", "/gone/", "a"),
        ("/b/", "/c", "a"),
        ("/b/", "/a/index.html", "a"),
    ]
    assert [graph.captured_at(target) for target in ("/gone/", "/c", "/a/index.html", "/e~.txt")] == [
        None, "/c/", "/a/", "/e~.txt",
    ]  # fmt: skip
    assert graph.targets("/") == ["/s.css", "/a/", "/b/", "/card.png", "/form/", "/cite/"]
    assert graph.targets("/feed.atom") == ["/f/"]
    assert graph.followed("/feed.atom") == []
    assert graph.followed("/404.html") == []
    assert graph.targets("/none/") == graph.followed("/none/") == []


def test_a_site_without_a_home_page_has_no_hops(graph_of: Callable[..., LinkGraph]) -> None:
    graph = graph_of({"a.html": "<a href=b.html>", "b.html": ""})
    assert graph.hops() == {}
    assert graph.orphans() == ["/a.html", "/b.html"]


def test_redirects_lead_on_and_withdrawn_pages_do_not(graph_of: Callable[..., LinkGraph]) -> None:
    def entry(name: str, **more: object) -> dict[str, object]:
        file = f"{name}/index.html" if name else "index.html"
        common = {"address": f"/{name}/", "file": file, "title": "x", "kind": "page", "source": None, "published": None}
        return common | more

    index = {
        "version": 1,
        "site": {"name": "Review of Lighthouses", "url": HOME, "language": "en"},
        "as_at": "2030-01-01T00:00:00+00:00",
        "entries": [entry(""), entry("old", status=301, target="/new/"), entry("new"), entry("withdrawn", status=410)],
    }
    graph = graph_of(
        {
            "site-index.json": json.dumps(index),
            "index.html": "<a href=/old/>old</a><a href=/withdrawn/>w</a>",
            "old/index.html": "<a href=/body/>body</a>",
            "new/index.html": "",
            "withdrawn/index.html": "<a href=/body/>body</a>",
            "body/index.html": "",
        }
    )
    assert graph.hops() == {"/": 0, "/old/": 1, "/withdrawn/": 1, "/new/": 2}
    assert graph.followed("/old/") == ["/new/"]
    assert graph.targets("/old/") == ["/new/", "/body/"]
    assert graph.orphans() == ["/body/", "/site-index.json"]


def test_what_was_not_read_is_told(graph_of: Callable[..., LinkGraph]) -> None:
    graph = graph_of(
        {
            "index.html": " " * (LARGEST + 1),
            "feed.rss": "<rss>",
            "feed.json": '{"version": "https://jsonfeed.org/version/1"',
            "data.json": "{",
            "manifest.json": "[",
            "big.bin": b"\0" * (LARGEST + 1),
        }
    )
    assert graph.unread == {
        "/": TOO_LARGE,
        "/feed.json": "is not JSON that can be read",
        "/feed.rss": "is not well-formed XML",
        "/manifest.json": "is not JSON that can be read",
    }


def test_links_that_stand_alike_on_pages_are_kept_once(graph_of: Callable[..., LinkGraph]) -> None:
    graph = graph_of({f"{name}.html": f"<a href=/a.html>\n<p>{name}<a href=/{name}>" for name in "abc"})
    first, second = graph.pages["/a.html"].links, graph.pages["/b.html"].links
    assert first[0] is second[0]
    assert first[1] is not second[1]
