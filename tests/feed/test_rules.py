"""The rules of any feed: a good one is passed, and each thing that is broken in it is told."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from review_site.feed.forms import RENDERERS
from review_site.feed.model import FORMS, DeletedEntry, Enclosure, Feed, FeedEntry, Form, Walk
from review_site.feed.readback import verify_feed
from review_site.feed.verify.content import faults_of_content
from review_site.feed.verify.reading import EntryReading, Reading, read_rfc822, read_rfc3339
from review_site.feed.verify.rules import is_full

Entries = Callable[..., FeedEntry]
Feeds = Callable[..., Feed]

SITE = "https://lighthouses.example.org"
ONE, TWO = (f"tag:lighthouses.example.org,2021-01-04:posts/{number}" for number in (1, 2))
FULL = "it should begin with https:// and a host"


def told(feed: Feed, form: Form, *, deep: bool = True) -> list[str]:
    """Return what is said of a feed that was written as it was meant."""
    data = RENDERERS[form].feed(feed, RENDERERS[form].entry)
    return [str(problem) for problem in verify_feed(data, feed, form, "feed", deep=deep)]


@pytest.mark.parametrize("deep", [True, False])
@pytest.mark.parametrize("form", FORMS)
def test_an_update_before_the_publication_is_told(form: Form, deep: bool, entry: Entries, feed: Feeds) -> None:
    early = feed(entry(1, published=datetime(2021, 2, 5, tzinfo=UTC), updated=datetime(2021, 2, 4, tzinfo=UTC)))
    assert told(early, form, deep=deep) == [
        f"feed: {ONE}: is updated on 2021-02-04 00:00+00:00, before it is published on 2021-02-05 00:00+00:00 "
        "(an update comes after the publication: mend one of the two days)"
    ]


@pytest.mark.parametrize("deep", [True, False])
@pytest.mark.parametrize("form", FORMS)
def test_an_entry_that_stands_below_an_older_one_is_told(form: Form, deep: bool, entry: Entries, feed: Feeds) -> None:
    turned = feed(entry(1), entry(2, updated=datetime(2021, 2, 5, tzinfo=UTC)))
    assert told(turned, form, deep=deep) == [
        f"feed: {TWO}: stands after {ONE}, which changed before it (the entry that changed last comes first)"
    ]


@pytest.mark.parametrize("form", FORMS)
def test_an_entry_that_was_withdrawn_and_is_there_is_told(form: Form, entry: Entries, feed: Feeds) -> None:
    gone = DeletedEntry(id=ONE, address=f"{SITE}/post-1/", when=datetime(2021, 3, 1, tzinfo=UTC), reason="Wrong.")
    assert told(feed(entry(1), deleted=(gone,)), form) == [
        f"feed: {ONE}: was withdrawn, and stands among the entries "
        "(leave it out of the feed, or take back that it was withdrawn)"
    ]
    assert told(feed(entry(2), deleted=(gone,)), form) == []
    assert told(feed(entry(2), deleted=(replace(gone, address="/post-1/"),)), form) == [
        f"feed: {ONE}: was withdrawn, and the page that says so reads back as /post-1/ ({FULL})"
    ]


@pytest.mark.parametrize("form", FORMS)
def test_a_file_that_cannot_be_fetched_is_told(form: Form, entry: Entries, feed: Feeds) -> None:
    def with_file(address: str = f"{SITE}/a.pdf", length: int = 9, media_type: str = "application/pdf") -> Feed:
        return feed(entry(1, enclosures=(Enclosure(address=address, length=length, media_type=media_type),)))

    assert told(with_file(), form) == []
    assert told(with_file(address="a.pdf"), form) == [f"feed: {ONE}: its file reads back at a.pdf ({FULL})"]
    no_type = f"feed: {ONE}: its file {SITE}/a.pdf has no length in bytes, or no type (look whether the file is there)"
    assert no_type in told(with_file(length=-1), form)
    assert no_type in told(with_file(media_type="pdf"), form)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("walk", "words"),
    [
        (Walk(current=f"{SITE}/feed", previous="feed/1"), f"its prev-archive reads back as feed/1 ({FULL})"),
        (Walk(current=f"{SITE}/feed", following="/feed/3"), f"its next-archive reads back as /feed/3 ({FULL})"),
        (Walk(current="feed", archive=True), f"its current reads back as feed ({FULL})"),
        (
            Walk(current="", archive=True),
            "is an archive, and does not lead to the feed that readers subscribe to (it needs a link to that feed)",
        ),
        (
            Walk(current=f"{SITE}/feed", previous=f"{SITE}/feed/1", following=f"{SITE}/feed/1"),
            "leads to itself, or to one document both ways (each document before and after it is another)",
        ),
    ],
)
def test_a_way_through_the_history_that_is_broken_is_told(
    walk: Walk, words: str, form: Form, entry: Entries, feed: Feeds
) -> None:
    assert told(feed(entry(1), walk=walk), form) == [f"feed: feed: {words}"]


@pytest.mark.parametrize("form", FORMS)
def test_a_document_that_leads_to_itself_is_told(form: Form, entry: Entries, feed: Feeds) -> None:
    own = feed().addresses[form]
    for walk in (Walk(current=own, previous=own), Walk(current=own, archive=True)):
        (problem,) = told(feed(entry(1), walk=walk), form)
        assert "leads to itself" in problem or "does not lead to the feed" in problem


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("name", "words"), [("site", "page"), ("hub", "hub")])
def test_a_page_or_hub_that_is_not_full_is_told(name: str, words: str, form: Form, entry: Entries, feed: Feeds) -> None:
    assert told(feed(entry(1), **{name: "/there/"}), form) == [
        f"feed: feed: its {words} reads back as /there/ ({FULL})"
    ]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", ["title", "summary"])
@pytest.mark.parametrize("escaped", ["&amp;", "&lt;", "&#39;", "&#x27;", "&quot;", "&nbsp;"])
def test_a_text_that_was_escaped_twice_is_told(
    name: str, escaped: str, form: Form, entry: Entries, feed: Feeds
) -> None:
    assert told(feed(entry(1, **{name: f"Rocks {escaped} lamps"})), form) == [
        f"feed: {ONE}: its {name} holds {escaped}, which readers see as it stands "
        f"(write the character itself in the {name})"
    ]
    assert told(feed(entry(1, **{name: "Rocks & lamps; R&D; a < b; AT&T;"})), form) == []


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("title", "The\x96lamps"),
        ("summary", "The\x7flamps"),
        ("content", "<p>\x85</p>"),
        ("authors", ("A\x80",)),
    ],
)
def test_a_control_character_is_told(name: str, value: Any, form: Form, entry: Entries, feed: Feeds) -> None:
    (problem,) = told(feed(entry(1, **{name: value})), form)
    assert problem.startswith(f"feed: {ONE}: its {name} holds the control character U+00")


def test_half_a_character_is_told_in_json(entry: Entries, feed: Feeds) -> None:
    whole = feed(entry(1))
    data = (
        RENDERERS["json"]
        .feed(whole, RENDERERS["json"].entry)
        .replace(b"Post 1", rb"Post \ud83d")
        .replace(b"are few", rb"are \ud83d")
    )
    problems = [str(problem) for problem in verify_feed(data, whole, "json", "feed")]
    assert any(f"{ONE}: its title holds the control character U+D83D at character 6" in one for one in problems)
    assert any(f"{ONE}: its content holds the control character U+D83D at character 18" in one for one in problems)


@pytest.mark.parametrize("form", FORMS)
def test_what_content_holds_is_judged_where_it_is_new(form: Form, entry: Entries, feed: Feeds) -> None:
    acting = feed(entry(1, content="<p>a</p><script>alert(1)</script>"))
    assert told(acting, form) == [
        f"feed: {ONE}: holds the element script (leave it out: a feed must not run or send anything)"
    ]
    assert told(acting, form, deep=False) == []


@pytest.mark.parametrize(
    "html",
    [
        "<p>The lamps are few.</p>",
        "Words &amp; more words",
        f'<p><a href="{SITE}/a/" title="b">a</a> <a href="mailto:a@example.org">b</a> <a href="tel:+441234">c</a></p>',
        f'<img src="{SITE}/a.png" srcset="{SITE}/w_2,a.png 200w, {SITE}/b.png 400w" alt="">',
        f'<video controls poster="{SITE}/p.png"><source src="{SITE}/v.mp4" type="video/mp4"></video>',
        f'<blockquote cite="{SITE}/a/"><p>b</p></blockquote>',
        "<pre><code>&lt;script&gt;alert(1)&lt;/script&gt;</code></pre>",
        "<p>The &lt;p&gt; of HTML; &amp;amp; of XML; a &lt; b.</p>",
        '<p dir="rtl">\u202eabc\u202c \u2066d\u2069 😀</p><!-- a note -->',
        "a &lt; b and b &gt; c",
        "<table><tbody><tr><td>1</td></tr></tbody></table>",
    ],
)
def test_content_that_is_fit_to_travel_is_passed(html: str) -> None:
    assert list(faults_of_content(html)) == []


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<p>a</p><script>alert(1)</script>", "holds the element script"),
        ("<p>a<iframe src='https://example.org/'></iframe></p>", "holds the element iframe"),
        ("<style>p { color: red }</style>a", "holds the element style"),
        ("<object data='https://example.org/a'>a</object>", "holds the element object"),
        ("<embed src='https://example.org/a'>", "holds the element embed"),
        ("<form action='https://example.org/'>a</form>", "holds the element form"),
        ("<svg><script>alert(1)</script></svg>a", "holds the element svg"),
        ("<math><mi>a</mi></math>", "holds the element math"),
        ("<base href='https://example.org/'>a", "holds the element base"),
        ("<meta http-equiv='refresh' content='0'>a", "holds the element meta"),
        ("<meta http-equiv='refresh' content='0'>a", "holds the attribute http-equiv"),
        ("<frameset><frame src='https://example.org/'></frameset>", "holds the element frameset"),
        ("<p onclick='alert(1)'>a</p>", "holds the attribute onclick"),
        ("<img src='https://example.org/a.png' onerror='alert(1)'>", "holds the attribute onerror"),
        ("<a href='/about/'>a</a>", "links to /about/, which leads nowhere from a feed"),
        ("<a href='../about/'>a</a>", "links to ../about/, which leads nowhere from a feed"),
        ("<a href='#oil'>a</a>", "links to #oil, which leads nowhere from a feed"),
        ("<a href='?page=2'>a</a>", "links to ?page=2, which leads nowhere from a feed"),
        ("<a href='//example.org/a'>a</a>", "links to //example.org/a, which leads nowhere from a feed"),
        ("<a href='https:about'>a</a>", "links to https:about, which leads nowhere from a feed"),
        ("<a href='https://['>a</a>", "links to https://[, which leads nowhere from a feed"),
        ("<a href=''>a</a>", "links to nothing, which leads nowhere from a feed"),
        ("<a href='javascript:alert(1)'>a</a>", "links to javascript:alert(1), which is no page"),
        ("<a href=' java&#10;script:alert(1)'>a</a>", "links to javascript:alert(1), which is no page"),
        ("<a href='&#1;javascript:alert(1)'>a</a>", "links to javascript:alert(1), which is no page"),
        ("<a href='data:text/html,a'>a</a>", "links to data:text/html,a, which is no page"),
        ("<a href='vbscript:a'>a</a>", "links to vbscript:a, which is no page"),
        ("<img src='lamp.png'>", "links to lamp.png, which leads nowhere from a feed"),
        ("<img src='data:image/png;base64,AA=='>", "links to data:image/png;base64,AA==, which is no page"),
        ("<img srcset='https://example.org/a.png 1x, b.png 2x'>", "links to b.png, which leads nowhere from a feed"),
        ("<img srcset='a.png'>", "links to a.png, which leads nowhere from a feed"),
        ("<video poster='p.png' src='https://example.org/v'></video>", "links to p.png, which leads nowhere"),
        ("<q cite='/a/'>a</q>", "links to /a/, which leads nowhere from a feed"),
        ("&lt;p&gt;The lamps&lt;/p&gt;", "shows the tag <p> as text"),
        ("<p>Preface</p>\n&lt;p&gt;The lamps&lt;/p&gt;", "shows the tag <p> as text"),
        ("The lamps&lt;br /&gt;are few", "shows the tag <br /> as text"),
        ("<p>a&#27;b</p>", "its content holds the number of a control character"),
        ("", "has no content"),
        (" \n ", "has no content"),
    ],
)
def test_content_that_is_not_fit_to_travel_is_told(html: str, words: str) -> None:
    assert any(what.startswith(words) for what, _ in faults_of_content(html))


def test_what_lies_deep_in_content_is_told() -> None:
    for depth, words in (
        (200, "holds the element script"),
        (1_000, "holds the element script"),
        (5_000, "cannot be read"),
    ):
        html = "<div>" * depth + "<script>alert(1)</script>" + "</div>" * depth
        assert [what for what, _ in faults_of_content(html) if what.startswith(words)]


def test_an_address_with_a_host_is_full() -> None:
    assert [is_full(one) for one in ("https://a", "http://a/b")] == [True, True]
    assert not any(
        map(
            is_full,
            (
                "",
                "a",
                "/a",
                "//a",
                "https:a",
                "https:///a",
                "ftp://a",
                "tag:a",
                "https://[",
                "https://a/b c",
                " https://a",
            ),
        )
    )


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("2021-02-03T09:30:00+00:00", datetime(2021, 2, 3, 9, 30, tzinfo=UTC)),
        ("2021-07-01T00:30:00+01:00", datetime(2021, 6, 30, 23, 30, tzinfo=UTC)),
        ("2021-02-03T09:30:00.5Z", datetime(2021, 2, 3, 9, 30, 0, 500000, tzinfo=UTC)),
        *((text, None) for text in ("", "2021-02-03", "2021-02-03T09:30:00", "2021-02-30T09:30:00Z")),
        *((text, None) for text in ("2021-02-03 09:30:00Z", "2021-02-03t09:30:00z", " 2021-02-03T09:30:00Z", "x")),
    ],
)
def test_a_date_of_atom_is_read_or_refused(text: str, read: datetime | None) -> None:
    assert read_rfc3339(text) == read


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Wed, 03 Feb 2021 09:30:00 +0000", datetime(2021, 2, 3, 9, 30, tzinfo=UTC)),
        ("Wed, 03 Feb 2021 09:30:00 GMT", datetime(2021, 2, 3, 9, 30, tzinfo=UTC)),
        ("Thu, 01 Jul 2021 00:30:00 +0100", datetime(2021, 6, 30, 23, 30, tzinfo=UTC)),
        *((text, None) for text in ("", "2021-02-03T09:30:00Z", "Wed, 03 Feb 21 09:30:00 +0000")),
        *((text, None) for text in ("Thu, 03 Feb 2021 09:30:00 +0000", "Wed, 03 Feb 2021 09:30:00")),
        *((text, None) for text in ("Wed, 03 Fev 2021 09:30:00 +0000", "Tue, 30 Feb 2021 09:30:00 +0000")),
    ],
)
def test_a_date_of_rss_is_read_or_refused(text: str, read: datetime | None) -> None:
    assert read_rfc822(text) == read


def test_a_reading_names_what_the_model_names() -> None:
    assert set(EntryReading.__slots__) == set(FeedEntry.__slots__) - {"dated"}  # which is for people alone
    assert {"entries", "deleted", "walk", "hub", "complete", "stylesheet"} <= set(Reading.__slots__) & set(
        Feed.__slots__
    )
