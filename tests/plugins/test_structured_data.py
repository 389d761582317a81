"""What pages say of themselves to machines: valid, true, escaped, and nothing that comes later."""

import json
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.drawings import draw_post
from tests.pages import page

from review_site.content.when import parse_when
from review_site.plugins.structured_data import exact_date, render_graph

# From schema.org: the properties that each type may have, of those that stand here.
THING = {"@type", "name", "alternateName", "description", "url", "image"}
WORK = THING | {
    "about", "author", "dateModified", "datePublished", "headline", "inLanguage", "isBasedOn", "isPartOf", "keywords",
    "mainEntity", "position", "publisher", "archivedAt", "encoding", "encodingFormat", "workExample",
}  # fmt: skip
TYPES = {
    **dict.fromkeys(("Article", "BlogPosting", "NewsArticle", "WebPage", "WebSite", "CreativeWork", "Report"), WORK),
    "Chapter": WORK,
    "Collection": WORK,
    **dict.fromkeys(("MediaObject", "VideoObject", "AudioObject"), WORK | {"contentUrl", "contentSize", "duration"}),
    "Person": THING,
    "Organization": THING,
    "Event": THING | {"startDate", "endDate", "eventStatus", "eventAttendanceMode"},
    "BreadcrumbList": THING | {"itemListElement"},
    "ListItem": THING | {"position", "item"},
}


def data_of(text: str) -> list[dict]:
    found = lxml.html.fromstring(text).xpath("//script[@type='application/ld+json']")
    (block,) = found
    graph = json.loads(block.text)
    assert graph["@context"] == "https://schema.org"
    return graph["@graph"]


def faults(value: object) -> list[str]:
    """Return the types and properties that schema.org does not know, or that are empty."""
    if isinstance(value, list):
        return [fault for one in value for fault in faults(one)]
    if not isinstance(value, dict):
        return [] if value else [f"empty: {value!r}"]
    told = [f"{value['@type']}.{name}" for name in value if name not in TYPES.get(value["@type"], set())]
    return told + [fault for one in value.values() for fault in faults(one)]


def of_type(text: str, *types: str) -> dict:
    (found,) = [node for node in data_of(text) if node["@type"] in types]
    return found


def test_every_page_of_the_real_site_is_told_in_known_words(built_site: Path) -> None:
    index = json.loads((built_site / "site-index.json").read_text(encoding="utf-8"))["entries"]
    pages = [entry for entry in index if entry["file"].endswith(".html")]
    assert len(pages) > 50
    for entry in pages:
        text = (built_site / entry["file"]).read_text(encoding="utf-8")
        if entry["status"] == 200:
            assert faults(data_of(text)) == [], entry["file"]
        else:
            assert "ld+json" not in text


def test_breadcrumbs_are_those_that_readers_see(built_site: Path) -> None:
    checked = 0
    for file in built_site.rglob("index.html"):
        text = file.read_text(encoding="utf-8")
        tree = lxml.html.fromstring(text)
        seen = [link.text_content() for link in tree.xpath("//nav[@class='crumbs']//a")]
        lists = [node for node in data_of(text) if node["@type"] == "BreadcrumbList"] if "ld+json" in text else []
        if seen and lists:
            *before, last = [item["name"] for item in lists[0]["itemListElement"]]
            assert before == seen, file
            assert last in tree.findtext(".//title"), file
            checked += 1
    assert checked > 50


def test_nobody_is_told_as_the_author_of_our_words(built_site: Path) -> None:
    text = page(built_site, "/bridge-the-gap/")
    article = of_type(text, "Article")
    assert article["author"] == {"@type": "Organization", "name": "Rebuilt website of the care review"}
    assert article["about"]["author"] == [{"@type": "Organization", "name": "The review team"}]
    assert article["about"]["name"] == "Event report by the review team"
    assert "datePublished" not in article, "its date is uncertain"
    assert "article:published_time" not in text


def test_an_original_post_has_its_author_and_its_time(site: Callable[..., Path]) -> None:
    text = page(site(), "/first-light/")
    article = of_type(text, "BlogPosting")
    assert article["author"] == [{"@type": "Person", "name": "Ada Lamp"}]
    assert article["datePublished"] == "2021-02-03T09:30:00+00:00"
    assert '<meta property="article:published_time" content="2021-02-03T09:30:00+00:00">' in text


def test_home_report_chapter_and_events_are_told(built_site: Path) -> None:
    assert [node["@type"] for node in data_of(page(built_site, "/"))] == ["WebSite", "Organization"]
    assert data_of(page(built_site, "/case-for-change/"))[0]["mainEntity"]["@type"] == "Report"
    chapter = data_of(page(built_site, "/case-for-change/chapter-3/"))[0]["about"]
    assert (chapter["@type"], chapter["position"]) == ("Chapter", 3)
    assert chapter["isPartOf"]["datePublished"] == "2021-06-17"
    events = [node for node in data_of(page(built_site, "/events/")) if node["@type"] == "Event"]
    assert events
    assert all("/" not in event["startDate"] for event in events)


@pytest.mark.parametrize(
    ("written", "uncertain", "told"),
    [
        ("2021-08", False, "2021-08"),
        ("2021", False, "2021"),
        ("2021-08-03", False, "2021-08-03"),
        ("2021-08-03T10:00", False, "2021-08-03T10:00:00+01:00"),
        ("2021-08-03", True, None),
        ("2021-08/2021-09", False, None),
        ("2021-08/..", False, None),
    ],
)
def test_a_date_is_told_as_precisely_as_it_is_known(written: str, uncertain: bool, told: str | None) -> None:
    assert exact_date(parse_when(written), uncertain=uncertain) == told


class Scripts(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.words = ""

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.words += data


@given(st.text() | st.sampled_from(["</script><b>", "<!--<script>", "]]>", "&lt;", "\u2028"]))
def test_no_words_of_a_writer_end_the_block(words: str) -> None:
    reader = Scripts()
    reader.feed(f"<script>{render_graph([{'@type': 'WebPage', 'name': words}])}</script>")
    reader.close()
    assert reader.tags == ["script"]
    assert json.loads(reader.words)["@graph"][0]["name"] == words


def test_a_title_that_would_end_the_block_stands_in_it(site: Callable[..., Path]) -> None:
    title = "</script><script>alert(1)</script>"
    text = page(site(draw_post().replace("title: Fog bells", f"title: '{title}'")), "/fog-bells/")
    assert of_type(text, "NewsArticle")["headline"] == title
    assert "<script>alert" not in text
