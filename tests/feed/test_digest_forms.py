"""The forms of a digest: what stands in each, whatever the titles hold."""

import re
from dataclasses import replace
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import lxml.html
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from review_site.clock import parse_instant
from review_site.feed.digest.html import render_html
from review_site.feed.digest.message import render_message
from review_site.feed.digest.model import Digest, DigestItem, Link
from review_site.feed.digest.notify import render_notify
from review_site.feed.digest.text import render_text
from review_site.feed.digest.words import on_lines, one_line

SITE = "https://lighthouses.example.org/"
PLACEHOLDER = re.compile(r"\(\([^()]+\)\)")  # what Notify fills in
TURNING = re.compile(r"[\u202a-\u202e\u2066-\u2069]")
TEXTS = (st.text(st.characters(), max_size=60) | st.text("()[]\\*#&;<>!^`-. \n\r\u2028\u202eab1", max_size=30)).filter(
    one_line
)
HOSTILE = (
    "((name))",
    "(((name??yes)))",
    "</h3><script>alert(1)</script>",
    "x](https://elsewhere.example/) [y",
    "one\n# two\r\nBcc: everyone@example.org\n\n* three",
    "\u202eesrever\u2066",
    "&lpar;&lpar;name&rpar;&rpar; &amp; &#40;",
    "\\",
    "^ inset",
    "=?utf-8?q?x?=",
    "\ud800.",
    "000000000ࠀࠀࠀࠀࠀࠀࠀࠀࠀ 0 \xa0¡",
)
CALL = DigestItem(
    title="Call for Sightings",
    address=f"{SITE}sightings/",
    about="Call, opened on 1 February 2021",
    summary="Which rocks did you not see?",
    closes="the end of Wednesday 30 June 2021",
    fresh=False,
)
POST = DigestItem(
    title="The wreck",
    address=f"{SITE}the-wreck/",
    about="Blog, 24 June 2021",
    summary="What the keepers saw.",
    content_note="This page is about drowning.",
    support=(Link("support for adults", f"{SITE}support-for-adults/"),),
)
PAGE = DigestItem(
    title="Rocks",
    address=f"{SITE}rocks/",
    about="Page, first published 1 May 2021",
    summary="All rocks.",
    changes=("25 June 2021: One more rock.", "24 June 2021: A chart was added."),
)
DIGEST = Digest(
    name="Review of Lighthouses",
    site=SITE,
    language="en-GB",
    since=parse_instant("2021-06-20T23:59"),
    until=parse_instant("2021-06-27T23:59"),
    closing=(CALL,),
    new=(POST,),
    changed=(PAGE,),
)


def hostile(text: str) -> Digest:
    """Return a digest with one item, in which a text stands wherever a writer's text may."""
    item = replace(
        POST, title=text, summary=text, closes=text, changes=(f"24 June 2021: {text}",) * 2, content_note=text
    )
    return replace(DIGEST, name=f"Review {text}", closing=(), new=(item,), changed=())


def unix(text: str) -> str:
    return text.replace("\r\n", "\n")


def test_the_text_is_as_a_reader_sees_it() -> None:
    assert render_text(DIGEST) == (
        "Review of Lighthouses\n\n"
        "What is new and what changed from 21 June 2021 to 27 June 2021.\n\n"
        "Closing soon\n------------\n\n"
        "Call for Sightings\n"
        "https://lighthouses.example.org/sightings/\n"
        "Call, opened on 1 February 2021\n"
        "Closes: the end of Wednesday 30 June 2021\n"
        "Which rocks did you not see?\n\n"
        "New\n---\n\n"
        "The wreck\n"
        "https://lighthouses.example.org/the-wreck/\n"
        "Blog, 24 June 2021\n"
        "Content note: This page is about drowning.\n"
        "What the keepers saw.\n"
        "Where to turn: if someone is in immediate danger, call 999\n"
        "support for adults: https://lighthouses.example.org/support-for-adults/\n\n"
        "Changed\n-------\n\n"
        "Rocks\n"
        "https://lighthouses.example.org/rocks/\n"
        "Page, first published 1 May 2021\n"
        "All rocks.\n"
        "What changed:\n"
        "* 25 June 2021: One more rock.\n"
        "* 24 June 2021: A chart was added.\n\n"
        "All of it is on the website:\n"
        "https://lighthouses.example.org/\n"
    )


def test_long_words_of_the_text_are_wrapped_and_addresses_never() -> None:
    address = f"{SITE}{'a-very-long-step-' * 8}end/"
    text = render_text(replace(DIGEST, new=(replace(POST, address=address, summary="lamp " * 60),)))
    assert address in text.splitlines()
    assert max(len(line) for line in text.splitlines() if "https://" not in line) <= 72


def test_notify_is_given_headings_lists_and_links() -> None:
    assert render_notify(DIGEST) == (
        "What is new and what changed from 21 June 2021 to 27 June 2021.\n\n"
        "# Closing soon\n\n"
        "## [Call for Sightings](https://lighthouses.example.org/sightings/)\n\n"
        "Call, opened on 1 February 2021: Which rocks did you not see?\n\n"
        "Closes: the end of Wednesday 30 June 2021\n\n"
        "# New\n\n"
        "## [The wreck](https://lighthouses.example.org/the-wreck/)\n\n"
        "Content note: This page is about drowning.\n\n"
        "Blog, 24 June 2021: What the keepers saw.\n\n"
        "Where to turn: if someone is in immediate danger, call 999; "
        "[support for adults](https://lighthouses.example.org/support-for-adults/)\n\n"
        "# Changed\n\n"
        "## [Rocks](https://lighthouses.example.org/rocks/)\n\n"
        "Page, first published 1 May 2021: All rocks.\n\n"
        "What changed:\n\n"
        "* 25 June 2021: One more rock.\n"
        "* 24 June 2021: A chart was added.\n\n"
        "All of it is on the website: [Review of Lighthouses](https://lighthouses.example.org/)\n"
    )


def test_the_html_has_an_order_of_headings_and_nothing_from_elsewhere() -> None:
    html = render_html(DIGEST)
    root = lxml.html.document_fromstring(html)
    headings = [(one.tag, one.text_content()) for one in root.iter("h1", "h2", "h3")]
    assert headings == [
        ("h1", "Review of Lighthouses"),
        ("h2", "Closing soon"),
        ("h3", "Call for Sightings"),
        ("h2", "New"),
        ("h3", "The wreck"),
        ("h2", "Changed"),
        ("h3", "Rocks"),
    ]
    assert root.get("lang") == "en-GB"
    tags = {"html", "head", "meta", "title", "style", "body", "h1", "h2", "h3", "p", "a", "strong", "span", "ul", "li"}
    assert {one.tag for one in root.iter()} == tags
    assert {name for one in root.iter() for name in one.attrib} == {"lang", "charset", "name", "content", "href"}
    assert not re.search(r"url\(|@import|(?<!-)color:", html)


def test_what_is_in_another_language_is_marked_as_such() -> None:
    html = render_html(replace(DIGEST, new=(replace(POST, title="Goleudai", language="cy"),)))
    (heading,) = lxml.html.document_fromstring(html).xpath("//h3[. = 'Goleudai']")
    assert (heading.get("lang"), heading.get("dir")) == ("cy", "auto")
    welsh = lxml.html.document_fromstring(render_html(replace(DIGEST, language="cy")))
    assert welsh.get("lang") == "en-GB"  # the words of ours
    assert [one.get("lang") for one in welsh.iter("h1", "h3")] == ["cy"] * 4


def test_a_warning_stands_before_the_words_and_whom_to_turn_to_after_them() -> None:
    for form in (render_text, render_html, render_notify):
        words = form(DIGEST)
        places = [words.index(one) for one in ("The wreck", "drowning", "the keepers saw", "call 999", "support-for-")]
        assert places == sorted(places)
        assert words.count("call 999") == 1


def test_support_without_a_note_is_told_and_a_note_without_pages_too() -> None:
    for item in (replace(POST, content_note=""), replace(POST, support=())):
        assert "call 999" in render_text(replace(DIGEST, new=(item,)))
    assert "call 999" not in render_text(replace(DIGEST, new=()))


def test_the_message_has_both_forms_and_nothing_that_changes_from_run_to_run() -> None:
    written = render_message(DIGEST)
    assert written == render_message(DIGEST)
    message = message_from_bytes(written, policy=default)
    assert isinstance(message, EmailMessage)
    assert message.get_content_type() == "multipart/alternative"
    assert (
        str(message["Subject"]).strip() == "Review of Lighthouses, 27 June 2021: 1 call closes soon, 1 new, 1 changed"
    )
    assert set(message.keys()) == {"Subject", "X-Unsent", "MIME-Version", "Content-Type", "Content-Language"}
    text, html = (part.get_content() for part in message.iter_parts())
    assert (unix(text), unix(html)) == (render_text(DIGEST), render_html(DIGEST))
    assert re.search(rb"(?<!\r)\n", written) is None
    assert max(map(len, written.split(b"\r\n"))) <= 78
    assert message.defects == []


@pytest.mark.parametrize(
    ("changes", "counts"),
    [
        ({}, "1 call closes soon, 1 new, 1 changed"),
        ({"closing": (CALL, replace(CALL, fresh=True)), "new": (), "changed": ()}, "2 calls close soon"),
        ({"closing": (), "open": (replace(CALL, fresh=True), CALL)}, "1 call has opened, 1 new, 1 changed"),
        ({"closing": (), "open": (CALL,), "changed": ()}, "1 new"),
        ({"closing": (), "open": (CALL,), "new": (), "changed": ()}, "nothing new"),
    ],
)
def test_the_subject_counts_and_quotes_nothing(changes: dict[str, tuple[DigestItem, ...]], counts: str) -> None:
    digest = replace(DIGEST, **changes)  # type: ignore[arg-type]
    assert digest.subject == f"Review of Lighthouses, 27 June 2021: {counts}"
    assert digest.has_news == (counts != "nothing new")


@pytest.mark.parametrize(
    ("since", "until", "days"),
    [
        ("2021-06-20", "2021-06-27T10:00", "from 20 June 2021 to 27 June 2021"),
        ("2021-06-20T23:59", "2021-06-27", "from 21 June 2021 to 27 June 2021"),
        ("2021-06-27T09:00", "2021-06-27T10:00", "on 27 June 2021"),
        ("2021-06-27T23:59", "2021-06-27T23:59", "on 27 June 2021"),
    ],
)
def test_the_days_are_those_of_london(since: str, until: str, days: str) -> None:
    digest = replace(DIGEST, since=parse_instant(since), until=parse_instant(until))
    assert digest.opening == f"What is new and what changed {days}."


def test_a_digest_of_nothing_says_so_in_each_form() -> None:
    empty = replace(DIGEST, closing=(), new=(), changed=())
    assert not empty.has_news
    assert all("There is nothing new." in form(empty) for form in (render_text, render_html, render_notify))


def test_a_text_of_which_nothing_is_left_is_left_out_and_a_title_is_the_address() -> None:
    digest = hostile("\u202e\n")
    assert render_text(digest).count(POST.address) == 2
    assert f"[{POST.address}]({POST.address})" in render_notify(digest)
    (title,) = lxml.html.document_fromstring(render_html(digest)).xpath("//h3")
    assert title.text_content() == POST.address
    assert not any("Closes" in form(digest) for form in (render_text, render_notify))


def hostile_examples(test):  # type: ignore[no-untyped-def]
    for text in HOSTILE:
        test = example(text)(test)
    return test


@hostile_examples
@given(TEXTS)
def test_no_text_becomes_a_placeholder_a_heading_or_a_link_of_notify(text: str) -> None:
    written = render_notify(hostile(text))
    assert not PLACEHOLDER.search(written)
    assert "((" not in written
    assert "))" not in written.replace("/)", "")
    assert not TURNING.search(written)
    reader = MarkdownIt("commonmark").disable(["autolink", "html_inline"])  # which Notify does not read
    tokens = reader.parse(written)
    assert [token.tag for token in tokens if token.type == "heading_open"] == ["h1", "h2"]
    assert sum(token.type == "list_item_open" for token in tokens) == 2
    inline = [child for token in tokens for child in token.children or ()]
    links = [child.attrs["href"] for child in inline if child.type == "link_open"]
    assert links == [POST.address, POST.support[0].address, SITE]


@hostile_examples
@given(TEXTS)
def test_no_text_becomes_markup_of_the_html(text: str) -> None:
    html = render_html(hostile(text))
    html.encode()
    root = lxml.html.document_fromstring(html.replace("\x0c", " "))
    plain = lxml.html.document_fromstring(render_html(hostile("plain")))
    assert [one.tag for one in root.iter()] == [one.tag for one in plain.iter()]
    assert [one.get("href") for one in root.iter("a")] == [one.get("href") for one in plain.iter("a")]
    assert not TURNING.search(html)


@hostile_examples
@given(TEXTS)
def test_no_text_becomes_a_header_or_a_part_of_the_message(text: str) -> None:
    digest = hostile(text)
    message = message_from_bytes(render_message(digest), policy=default)
    assert isinstance(message, EmailMessage)
    assert set(message.keys()) == {"Subject", "X-Unsent", "MIME-Version", "Content-Type", "Content-Language"}
    assert " ".join(str(message["Subject"]).split()) == " ".join(on_lines(digest).subject.split())
    read, html = (part.get_content() for part in message.iter_parts())
    assert (unix(read), unix(html)) == (render_text(digest), render_html(digest))


@hostile_examples
@given(TEXTS)
def test_no_text_becomes_a_line_of_the_text(text: str) -> None:
    lines = render_text(hostile(text)).splitlines()
    assert lines[-1] == SITE
    assert lines.count(POST.address) == 1
    assert not TURNING.search("".join(lines))
    # A line that is broken within an item leaves no empty one; a new block needs one before it.
    assert sum(not line for line in lines) == sum(not line for line in render_text(hostile("plain")).splitlines())
