import re
from collections.abc import Callable
from datetime import UTC, datetime

import feedparser
import pytest
import tinycss2
from lxml import etree

from review_site.feed.forms import RENDERERS
from review_site.feed.look import read_sheet
from review_site.feed.model import Feed, FeedEntry, Form, Walk

X = {"x": "http://www.w3.org/1999/xhtml"}
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
SITE = "https://lighthouses.example.org/"
BOTH = pytest.mark.parametrize("form", ["atom", "rss"])

Entries = Callable[..., FeedEntry]
Feeds = Callable[..., Feed]


def write(feed: Feed, form: Form) -> bytes:
    return RENDERERS[form].feed(feed, RENDERERS[form].entry)


def header_of(feed: Feed, form: Form = "atom") -> etree._Element:
    (header,) = etree.fromstring(write(feed, form)).findall(".//x:header", X)
    return header


def links(element: etree._Element) -> dict[str, str]:
    return {str(link.text): str(link.get("href")) for link in element.iter(f"{{{X['x']}}}a")}


@BOTH
def test_a_feed_without_a_sheet_has_no_words_for_browsers(form: Form, entry: Entries, feed: Feeds) -> None:
    data = write(feed(entry(), guide=f"{SITE}subscribe/"), form)
    assert b"<?xml-stylesheet" not in data
    assert b"<xhtml:" not in data


@BOTH
def test_a_feed_names_its_sheet_before_all_else(form: Form, feed: Feeds) -> None:
    lines = write(feed(stylesheet='../feed.css?a&"?>'), form).decode().splitlines()
    assert lines[1] == '<?xml-stylesheet type="text/css" href="../feed.css?a&amp;&quot;?&gt;"?>'
    assert lines[2].startswith(("<feed ", "<rss "))


@BOTH
def test_a_person_reads_what_it_is_and_where_to_go(form: Form, entry: Entries, feed: Feeds) -> None:
    header = header_of(feed(entry(), stylesheet="feed.css", guide=f"{SITE}subscribe/"), form)
    assert header.findtext("x:title", namespaces=X) == "Review of Lighthouses"
    assert header.findtext("x:h1", namespaces=X) == "Review of Lighthouses"
    assert header.findtext("x:p", namespaces=X) == "A made-up review."
    words = " ".join("".join(str(text) for text in header.itertext()).split())
    assert "This is a feed. Paste the address below into a feed reader" in words
    assert header.findtext(".//x:code", namespaces=X) == f"{SITE}feed.{form}"
    assert links(header) == {"What feeds are": f"{SITE}subscribe/", "Go to the website": SITE}


@BOTH
def test_each_entry_has_its_title_as_a_link_and_its_day_in_words(form: Form, entry: Entries, feed: Feeds) -> None:
    night = datetime(2021, 6, 30, 23, 30, tzinfo=UTC)
    entries = (entry(1, title="Oil & <fog>", language="cy"), entry(2, published=night, updated=night))
    root = etree.fromstring(write(feed(*entries, stylesheet="feed.css"), form))
    found = [element[0] for element in root.iter("{*}entry", "item")]
    assert [links(one) for one in found] == [
        {"Oil & <fog>": f"{SITE}post-1/"},
        {"Post 2": f"{SITE}post-2/"},
    ]
    days = [one.find("x:p", X) for one in found]
    assert [day is not None and (day.text, day.get(LANG)) for day in days] == [
        ("3 February 2021 (updated 4 February 2021)", "en-GB"),
        ("1 July 2021", "en-GB"),
    ]
    assert [one.get(LANG) for one in found] == ["cy", None]


def test_the_title_keeps_the_language_of_the_feed(feed: Feeds) -> None:
    header = header_of(feed(stylesheet="feed.css", language="cy"))
    assert header.get(LANG) == "cy"
    about = header.find("x:div", X)
    assert about is not None
    assert about.get(LANG) == "en-GB"


def test_an_archive_sends_to_the_feed_to_follow_and_to_its_neighbours(entry: Entries, feed: Feeds) -> None:
    walk = Walk(current=f"{SITE}feed.atom", previous=f"{SITE}1.atom", following=f"{SITE}3.atom", archive=True)
    own = {"atom": f"{SITE}2.atom"}
    header = header_of(feed(entry(), stylesheet="feed.css", addresses=own, walk=walk))
    assert header.findtext(".//x:code", namespaces=X) == f"{SITE}feed.atom"
    assert links(header) == {
        "Go to the website": SITE,
        "Earlier entries": f"{SITE}1.atom",
        "Later entries": f"{SITE}3.atom",
    }
    assert "These are earlier entries" in "".join(map(str, header.itertext()))
    newest = Walk(current=f"{SITE}feed.atom", previous=f"{SITE}1.atom", archive=True)
    assert links(header_of(feed(entry(), stylesheet="feed.css", walk=newest)))["Later entries"] == f"{SITE}feed.atom"
    current = Walk(current=f"{SITE}feed.atom", previous=f"{SITE}2.atom")
    header = header_of(feed(entry(), stylesheet="feed.css", walk=current), "rss")
    assert header.findtext(".//x:code", namespaces=X) == f"{SITE}feed.rss"
    assert "Later entries" not in links(header)


@pytest.mark.parametrize(
    ("count", "complete", "told", "untold"),
    [
        (1, True, "nothing more will be published", "yet"),
        (0, True, "nothing more will be published", "yet"),
        (0, False, "Nothing has been published here yet", "more"),
        (1, False, "Paste the address", "yet"),
    ],
)
def test_a_feed_that_is_complete_or_empty_says_so(
    count: int, complete: bool, told: str, untold: str, entry: Entries, feed: Feeds
) -> None:
    header = header_of(feed(*map(entry, range(count)), stylesheet="feed.css", complete=complete))
    words = "".join(map(str, header.itertext()))
    assert told in words
    assert untold not in words


@BOTH
def test_a_reader_of_feeds_reads_the_same_with_and_without(form: Form, entry: Entries, feed: Feeds) -> None:
    entries = (entry(1, title="Oil & <fog>"), entry(2, language="cy"))
    walk = Walk(current=f"{SITE}feed.atom", previous=f"{SITE}1.atom")
    plain, looked = (
        feedparser.parse(write(feed(*entries, stylesheet=sheet, guide=f"{SITE}subscribe/", walk=walk), form))
        for sheet in ("", "feed.css")
    )
    assert not looked.bozo
    for one, other in zip([plain.feed, *plain.entries], [looked.feed, *looked.entries], strict=True):
        assert {name: value for name, value in other.items() if not name.startswith("xhtml_")} == dict(one)


def declarations(rules: list[tinycss2.ast.Node]) -> dict[str, str]:
    (block,) = [
        rule for rule in rules if rule.type == "qualified-rule" and tinycss2.serialize(rule.prelude).strip() == ":root"
    ]
    found = tinycss2.parse_blocks_contents(block.content, skip_comments=True, skip_whitespace=True)
    return {one.lower_name: tinycss2.serialize(one.value).strip() for one in found if one.type == "declaration"}


def luminance(colour: str) -> float:
    """WCAG 2.2, relative luminance, of #rgb or #rrggbb."""
    digits = re.sub(r"^#(.)(.)(.)$", r"#\1\1\2\2\3\3", colour)[1:]
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_sheet_is_whole_and_fetches_nothing() -> None:
    rules = tinycss2.parse_stylesheet(read_sheet().decode(), skip_comments=True, skip_whitespace=True)
    assert [rule.message for rule in rules if rule.type == "error"] == []
    assert next(rule.lower_at_keyword for rule in rules if rule.type == "at-rule") == "namespace"
    assert b"@import" not in read_sheet()
    assert re.findall(rb"url\(([^)]*)\)", read_sheet()) == [b'"http://www.w3.org/1999/xhtml"']


def test_words_stand_out_from_their_ground_by_day_and_by_night() -> None:
    rules = tinycss2.parse_stylesheet(read_sheet().decode(), skip_comments=True, skip_whitespace=True)
    (dark,) = [
        rule
        for rule in rules
        if rule.type == "at-rule" and "prefers-color-scheme: dark" in tinycss2.serialize(rule.prelude)
    ]
    day = declarations(rules)
    night = day | declarations(tinycss2.parse_rule_list(dark.content, skip_comments=True, skip_whitespace=True))
    for values in (day, night):
        for words in ("--ink", "--quiet", "--accent"):
            for ground in ("--paper", "--tint"):
                assert contrast(values[words], values[ground]) >= 7, (words, ground)
        assert contrast(values["--focus-ink"], values["--focus"]) >= 7
    assert day["--paper"] != night["--paper"]
