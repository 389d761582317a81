"""Every reference of feeds, sitemaps, manifests and robots.txt is found."""

import json

import pytest

from review_site.archive.links.found import Found
from review_site.archive.links.json_files import NOT_JSON, is_json_feed, read_json_feed, read_manifest
from review_site.archive.links.robots import read_robots
from review_site.archive.links.xml_files import HAS_DOCUMENT_TYPE, NOT_WELL_FORMED, read_xml

HOME = "https://lighthouses.example/"


def read(xml: str | bytes) -> list[tuple[str, str, str, str]]:
    found = Found(f"{HOME}feed.xml")
    read_xml(xml.encode() if isinstance(xml, str) else xml, found)
    assert found.unread == ""
    return [(one.kind, one.element, one.attribute, one.url.removeprefix(HOME)) for one in found.links]


def fault(xml: str) -> tuple[list[str], str]:
    found = Found(f"{HOME}feed.xml")
    read_xml(xml.encode(), found)
    return [one.url.removeprefix(HOME) for one in found.links], found.unread


def test_atom() -> None:
    xml = """<?xml version="1.0"?><?xml-stylesheet type="text/css" href="feed.css"?>
    <feed xmlns="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/"><id>https://no.example/</id>
    <link rel="self" href="feed.atom"/><icon>icon.png</icon><generator uri="https://other.example/">g</generator>
    <author><name>n</name><uri>/people/</uri></author>
    <entry xml:base="/blog/"><title type="html">A &lt;a href="title">b&lt;/a></title><link href="first/"/>
    <content type="html">&lt;img src="lamp.png">&lt;a href="/#x">&lt;/a></content></entry>
    <entry><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><a href="second/">s</a>
    <IMG SRC="i.png"/></div></content>
    <media:content url="film.mp4"/><media:thumbnail url="small.png"/></entry>
    <entry><content type="application/pdf" src="third.pdf"/><summary type="text">&lt;a href="no"></summary></entry>
    </feed>"""
    assert read(xml) == [
        ("requisite", "xml-stylesheet", "href", "feed.css"),
        ("link", "link", "href", "feed.atom"),
        ("requisite", "icon", "text", "icon.png"),
        ("link", "generator", "uri", "https://other.example/"),
        ("link", "uri", "text", "people/"),
        ("link", "a", "href", "blog/title"),
        ("link", "link", "href", "blog/first/"),
        ("requisite", "img", "src", "blog/lamp.png"),
        ("link", "a", "href", ""),
        ("link", "a", "href", "second/"),
        ("requisite", "img", "src", "i.png"),
        ("media", "content", "url", "film.mp4"),
        ("requisite", "thumbnail", "url", "small.png"),
        ("link", "content", "src", "third.pdf"),
    ]


def test_rss() -> None:
    xml = """<rss xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:itunes="i"><channel><link>/</link>
    <docs>https://www.rssboard.org/rss-specification</docs><image><url>logo.png</url><link>/about/</link></image>
    <itunes:image href="cover.png"/><description>&lt;a href="/channel/"></description><item>
    <link>/first/<!-- c -->?x</link><guid>https://lighthouses.example/guid/</guid>
    <comments>/first/talk/</comments><enclosure url="first.mp3"/>
    <description><![CDATA[<a href="/in/">]]></description>
    <content:encoded>&lt;img src="full.png"></content:encoded></item>
    <item><guid isPermaLink="false">https://lighthouses.example/no/</guid><source url="/other.rss">o</source></item>
    </channel></rss>"""
    assert [(one[0], one[3]) for one in read(xml)] == [
        ("link", ""),
        ("link", "https://www.rssboard.org/rss-specification"),
        ("requisite", "logo.png"),
        ("link", "about/"),
        ("requisite", "cover.png"),
        ("link", "channel/"),
        ("link", "first/?x"),
        ("link", "guid/"),
        ("link", "first/talk/"),
        ("link", "first.mp3"),
        ("link", "in/"),
        ("requisite", "full.png"),
        ("link", "other.rss"),
    ]


def test_sitemaps_and_outlines() -> None:
    ns = "http://www.sitemaps.org/schemas/sitemap/0.9"
    images = "http://www.google.com/schemas/sitemap-image/1.1"
    xhtml = "http://www.w3.org/1999/xhtml"
    sitemap = f"""<urlset xmlns="{ns}" xmlns:image="{images}" xmlns:xhtml="{xhtml}"><url><loc> https://lighthouses.example/a/
    </loc><image:image><image:loc>/a.png</image:loc></image:image>
    <xhtml:link rel="alternate" hreflang="cy" href="/cy/a/"/></url></urlset>"""
    assert [(one[0], one[3]) for one in read(sitemap)] == [("link", "a/"), ("requisite", "a.png"), ("link", "cy/a/")]
    index = f'<sitemapindex xmlns="{ns}"><sitemap><loc>/sitemap-1.xml</loc></sitemap></sitemapindex>'
    assert [one[3] for one in read(index)] == ["sitemap-1.xml"]
    outline = '<opml><body><outline text="x" xmlUrl="/feed.rss" htmlUrl="/blog/"/></body></opml>'
    assert [one[3] for one in read(outline)] == ["feed.rss", "blog/"]


@pytest.mark.parametrize("encoding", ["iso-8859-1", "utf-8", "windows-1252", "utf-16"])
def test_xml_in_any_encoding(encoding: str) -> None:
    xml = f'<?xml version="1.0" encoding="{encoding}"?><rss><channel><link>/é/</link></channel></rss>'
    assert [one[3] for one in read(xml.encode(encoding))] == ["%C3%A9/"]


@pytest.mark.parametrize(
    ("xml", "links", "why"),
    [
        ("<rss><channel><link>/a/</link><link>/b/</channel>", ["a/"], NOT_WELL_FORMED),
        ("<rss><channel><link>/a/</link><x:link>/b/</x:link></channel></rss>", ["a/"], NOT_WELL_FORMED),
        ("<rss><channel><link>/a/&nbsp;</link></channel></rss>", [], NOT_WELL_FORMED),
        ("<rss>" + "<a>" * 1100, [], NOT_WELL_FORMED),
        ("", [], NOT_WELL_FORMED),
        ('<!DOCTYPE rss [<!ENTITY a "/a/">]><rss><channel><link>&a;</link></channel></rss>', [], HAS_DOCUMENT_TYPE),
        ('<!DOCTYPE rss SYSTEM "file:///etc/passwd"><rss/>', [], HAS_DOCUMENT_TYPE),
        ("<data><channel><link>/a/</link></channel></data>", [], ""),
        ("<data><broken>", [], ""),
    ],
)
def test_xml_that_is_not_or_only_partly_read(xml: str, links: list[str], why: str) -> None:
    assert fault(xml) == (links, why)


def test_json_feed() -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "home_page_url": HOME,
        "icon": "icon.png",
        "_extension": {"url": "no"},
        "items": [
            {"id": "https://no.example/", "url": "first/", "image": "i.png", "content_html": "<a href=in/><img src=p>"},
            {"external_url": "https://other.example/", "attachments": [{"url": "a.pdf", "title": "no"}]},
        ],
        "authors": [{"url": "people/", "avatar": "face.png"}],
    }  # fmt: skip
    content = json.dumps(feed).replace("/", "\\/").encode()
    found = Found(HOME)
    read_json_feed(content, found)
    assert is_json_feed(content)
    assert sorted((one.kind, one.url.removeprefix(HOME)) for one in found.links) == [
        ("link", ""),
        ("link", "a.pdf"),
        ("link", "first/"),
        ("link", "https://other.example/"),
        ("link", "in/"),
        ("link", "people/"),
        ("requisite", "face.png"),
        ("requisite", "i.png"),
        ("requisite", "icon.png"),
        ("requisite", "p"),
    ]


def test_manifest() -> None:
    parts = {"icons": [{"src": "192.png"}], "shortcuts": [{"url": "/a/"}], "share_target": {"action": "/s"}}
    content = json.dumps({"start_url": "/"} | parts).encode()
    found = Found(f"{HOME}app/site.webmanifest")
    read_manifest(content, found)
    told = [(one.kind, one.url.removeprefix(HOME)) for one in found.links]
    assert told == [("link", ""), ("requisite", "app/192.png"), ("link", "a/"), ("form", "s")]


@pytest.mark.parametrize("content", [b"{", b"\xff", b"[" * 100_000, b""])
def test_json_that_is_none_is_told(content: bytes) -> None:
    found = Found(HOME)
    read_json_feed(content, found)
    assert (found.links, found.unread) == ([], NOT_JSON)


def test_robots() -> None:
    found = Found(f"{HOME}robots.txt")
    read_robots(
        b"User-agent: *\r\nAllow: /\n SITEMAP : /sitemap.xml # all\rsitemap:\nSitemap:https://other.example/s.xml",
        found,
    )
    told = [(one.kind, one.element, one.url, one.line) for one in found.links]
    assert told == [("link", "text", f"{HOME}sitemap.xml", 3), ("link", "text", "https://other.example/s.xml", 5)]
