"""Entries that nobody would write by accident, through every form and back."""

import html
import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from urllib.parse import urlsplit

import feedparser
import lxml.html
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from review_site.feed.content import portable
from review_site.feed.forms import RENDERERS
from review_site.feed.model import FORMS, Category, Feed, FeedEntry, Form
from review_site.feed.readback import verify_feed
from review_site.feed.verify.outside import is_read_as_it_is

Entries = Callable[..., FeedEntry]
Feeds = Callable[..., Feed]

PAGE = "https://lighthouses.example.org/news/fog/"
XML_FORMS: tuple[Form, ...] = ("atom", "rss")
NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0 §2.2
TOLD_ON_PURPOSE = re.compile(
    r"its \w+ holds (&|the control character|the number of a control)|shows the tag .* as text"
)

WORDS = [
    "]]>",
    "<![CDATA[",
    "&amp;",
    "&amp;amp;",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&amp;lt;b&amp;gt;",
    "&#0;",
    "&#x1b;",
    "&#150;",
    "&nosuch;",
    "😀",
    "👩‍👧",
    "\u202eabc\u202c",
    "\u2066abc\u2069",
    "\ufeff",
    "\u2028",
    "\x00",
    "\x0b",
    "\x1f",
    "\x7f",
    "\ufffe",
    "\ud800",
    "<!--",
    "-->",
    "<?xml version='1.0'?>",
    "<!DOCTYPE html>",
    "\r\n",
    "\t",
    '"',
    "'",
    "<",
    ">",
    "&",
    "</p>",
    "</content>",
    "</entry>",
    "é",
]
MARKUP = [
    "<script>alert(1)</script>",
    "<scr<script>ipt>alert(1)</script>",
    "<iframe src='https://example.org/'></iframe>",
    "<iframe srcdoc='&lt;script&gt;alert(1)&lt;/script&gt;'>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><a xlink:href='javascript:alert(1)'>a</a></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<template><script>alert(1)</script></template>",
    "<style>@import 'https://example.org/a.css'</style>",
    "<p style='background: url(javascript:alert(1))'>a</p>",
    "<object data='data:text/html,a'></object>",
    "<form action='javascript:alert(1)'><button>a</button></form>",
    "<base href='https://example.org/'>",
    "<meta http-equiv='refresh' content='0;url=https://example.org/'>",
    "<a href='javascript:alert(1)'>a</a>",
    "<a href=' jAvA&#x09;script:alert(1)'>a</a>",
    "<a href='data:text/html,a'>a</a>",
    "<a href='../bells/'>a</a>",
    "<a href='#fn:1'>a</a>",
    "<a href='?a=1&amp;b=2'>a</a>",
    "<a href='//example.org/a'>a</a>",
    "<a href='\\\\example.org\\a'>a</a>",
    "<a href='https://['>a</a>",
    "<a href='mailto:a@example.org'>a</a>",
    "<img src='data:image/png;base64,AA==' alt='a'>",
    "<img src='lamp.png' srcset='lamp.png 1x, //example.org/b.png 2x, data:image/png;base64,AA== 3x'>",
    "<video poster='p.png'><source src='v.mp4'><track src='t.vtt'></video>",
    "<blockquote cite='/about/'>a</blockquote>",
    "<q cite='javascript:alert(1)'>a</q>",
    "<p>",
    "<b><i></b></i>",
    "<table><tr><td>a",
    "<p dir='rtl' lang='ar'>",
    "<title>a</title>",
    "<textarea></textarea><img src=x onerror=alert(1)>",
    "<plaintext>",
    "<xmp><script>alert(1)</script></xmp>",
]
TEXTS = st.one_of(
    st.lists(st.sampled_from(WORDS + MARKUP), max_size=6).map("".join),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=40),
)
HTML = st.lists(st.one_of(st.sampled_from(WORDS + MARKUP), st.text(max_size=8)), max_size=12).map("".join)


class Acting(HTMLParser):
    """What could act in a text, or leads nowhere, as Python's own reader of HTML finds it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"script", "style", "iframe", "object", "embed", "form", "svg", "math", "base", "meta", "template"}:
            self.found.append(tag)
        for name, value in attrs:
            if name.startswith("on") or name in {"style", "srcdoc", "action", "formaction", "data", "xlink:href"}:
                self.found.append(name)
            if name in {"href", "src", "poster", "cite"}:
                self.judge(value or "")
            if name == "srcset":
                for candidate in (value or "").split(", "):
                    self.judge(candidate.split()[0])

    def judge(self, address: str) -> None:
        parts = urlsplit(address)
        if not (parts.scheme in {"mailto", "tel"} or (parts.scheme in {"http", "https"} and parts.netloc)):
            self.found.append(address)


def render(feed: Feed, form: Form) -> bytes:
    return RENDERERS[form].feed(feed, RENDERERS[form].entry)


def writable(text: str) -> str:
    return NOT_XML.sub("\ufffd", text)


def words_of(content: str) -> str:
    return " ".join(lxml.html.fragment_fromstring(content, create_parent="div").text_content().split())


def read_xml(data: bytes, **how: bool) -> feedparser.FeedParserDict:
    read = feedparser.parse(data, **how)
    assert not read.bozo
    return read


def assert_survives(written: FeedEntry, whole: Feed) -> None:
    """Assert that an entry, the first of its feed, comes out of each form as it went in."""
    meant = {name: writable(getattr(written, name)) for name in ("id", "title", "summary", "content", "address")}
    for form in XML_FORMS:
        read = read_xml(render(whole, form), sanitize_html=False, resolve_relative_uris=False)
        assert [entry.id for entry in read.entries] == [writable(entry.id) for entry in whole.entries]
        seen = read.entries[0]
        found = {
            "title": seen.get("title", ""),
            "summary": html.unescape(seen.get("summary", "")) if form == "rss" else seen.get("summary", ""),
            "content": seen.content[0].value,
        }
        for name, text in found.items():
            if is_read_as_it_is(meant[name]) and meant[name].strip():
                assert text == meant[name].strip()
        assert Acting(seen.content[0].value).found == []
        if form == "rss":
            assert Acting(seen.get("summary", "")).found == []
    (item, *_) = json.loads(render(whole, "json"))["items"]
    assert (item["id"], item["url"], item["content_html"]) == (meant["id"], meant["address"], meant["content"])
    assert (item.get("title", ""), item.get("summary", "")) == (meant["title"], meant["summary"])
    assert Acting(item["content_html"]).found == []
    for form in FORMS:
        problems = verify_feed(render(whole, form), whole, form, "feed")
        assert [one.what for one in problems if not TOLD_ON_PURPOSE.match(one.what)] == []


@given(title=TEXTS, summary=TEXTS, body=HTML, name=TEXTS, term=TEXTS)
@example(title="<b>bold</b> & ]]> \x00", summary="&lt;", body="a\r\nb", name="<&>\"'", term="<&>\"'")
@example(title="<script>alert(1)</script>", summary="<script>alert(1)</script>", body="]]>", name="a", term="]]>")
@example(title="&amp;amp;", summary="&amp;amp;", body="&amp;amp;", name="&amp;amp;", term="&amp;amp;")
@settings(deadline=None, max_examples=250)
def test_hostile_entries_survive_every_form(
    entry: Entries, feed: Feeds, title: str, summary: str, body: str, name: str, term: str
) -> None:
    written = entry(
        1,
        title=title,
        summary=summary,
        content=portable(f"<p>Words.</p>{body}", PAGE),
        authors=(f"Ada {name}",),
        categories=(Category(f"Lamps {term}", "https://lighthouses.example.org/topic/"),),
    )
    assert_survives(written, feed(written, entry(2)))


@given(body=HTML)
@settings(deadline=None, max_examples=150)
def test_readers_that_clean_what_they_read_find_nothing_to_clean(entry: Entries, feed: Feeds, body: str) -> None:
    whole = feed(entry(1, content=portable(f"<p>Words.</p>{body}", PAGE)))
    for form in XML_FORMS:
        data = render(whole, form)
        (plain,) = read_xml(data, sanitize_html=False, resolve_relative_uris=False).entries
        (clean,) = read_xml(data).entries
        assert Acting(plain.content[0].value).found == Acting(clean.content[0].value).found == []
        assert words_of(clean.content[0].value) == words_of(plain.content[0].value)


@pytest.mark.parametrize("piece", [*WORDS, *MARKUP])
def test_each_hostile_piece_survives_every_form(piece: str, entry: Entries, feed: Feeds) -> None:
    written = entry(
        1,
        title=f"a {piece} b",
        summary=f"a {piece} b",
        content=portable(f"<p>a {piece} b</p><p>{piece}</p>", PAGE),
        authors=(f"a {piece} b",),
        categories=(Category(f"a {piece} b"),),
    )
    assert_survives(written, feed(written, entry(2), title=f"a {piece} b", subtitle=f"a {piece} b", rights=piece))


def test_a_megabyte_survives_every_form(entry: Entries, feed: Feeds) -> None:
    body = "".join(f"<p id='p{number}'>The lamps &amp; ]]> 😀 <a href='#p1'>few</a></p>\n" for number in range(16_000))
    written = entry(1, content=portable(body, PAGE), summary="a & b " * 20_000)
    assert len(written.content) > 1_000_000
    assert_survives(written, feed(written, entry(2)))


def test_no_element_is_lost_however_deep_it_lies(entry: Entries, feed: Feeds) -> None:
    written = entry(1, content=portable("<div>" * 1_000 + "<em>deep</em>" + "</div>" * 1_000 + "<p>after</p>", PAGE))
    assert "<em>deep</em>" in written.content
    assert "<p>after</p>" in written.content
    assert_survives(written, feed(written))
