import json
from collections.abc import Callable

import feedparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from review_site.feed.forms import RENDERERS
from review_site.feed.model import FORMS, Category, Enclosure, Feed, FeedEntry, Form

Entries = Callable[..., FeedEntry]
Feeds = Callable[..., Feed]

TEXTS = st.text(st.sampled_from("ab é<>&;]\"'\n\r\t\x00\x0b\ufffe\ud800😀\u202e\u2028"), max_size=12)


def test_every_form_has_a_renderer_and_the_first_leads() -> None:
    assert list(RENDERERS) == list(FORMS)


@pytest.mark.parametrize("form", FORMS)
@given(title=TEXTS, rest=TEXTS, language=st.sampled_from(["", "cy"]), stylesheet=st.sampled_from(["", "feed.css"]))
@settings(deadline=None, max_examples=60)
def test_a_document_of_kept_entries_has_the_same_bytes(
    entry: Entries, feed: Feeds, form: Form, title: str, rest: str, language: str, stylesheet: str
) -> None:
    def build() -> Feed:
        file = Enclosure(address="https://lighthouses.example.org/a.png", length=1, media_type=rest, title=title)
        told = {"title": title, "summary": rest, "rights": rest, "content": title, "categories": (Category(rest),)}
        entries = [entry(number, language=language, enclosures=(file,) * number, **told) for number in range(3)]
        return feed(*entries, title=rest, stylesheet=stylesheet)

    renderer, kept = RENDERERS[form], {}

    def keep(one: FeedEntry) -> bytes:
        if one not in kept:
            kept[one] = renderer.entry(one)
        return kept[one]

    fresh = renderer.feed(build(), renderer.entry)
    assert renderer.feed(build(), keep) == fresh
    assert renderer.feed(build(), keep) == fresh
    assert len(kept) == 3


def test_all_forms_agree_entry_by_entry(entry: Entries, feed: Feeds) -> None:
    file = Enclosure(address="https://lighthouses.example.org/a.png", length=12, media_type="image/png")
    written = feed(
        entry(1, authors=("Ada Lamp", "The Panel"), enclosures=(file,)),
        entry(2, title="Oil & <fog> \x0b]]>", summary="Lamps & bells", content="<p>Y goleudy &amp; \x00</p>"),
        stylesheet="feed.css",
    )
    seen = {
        form: [
            (
                one.id,
                one.link,
                one.title,
                one.summary,
                one.content[0].value,
                one.published_parsed,
                one.updated_parsed,
                [author.name for author in one.authors],
                [tag.term for tag in one.tags],
                [(file.href, int(file.length), file.type) for file in one.enclosures],
            )
            for one in feedparser.parse(RENDERERS[form].feed(written, RENDERERS[form].entry)).entries
        ]
        for form in ("atom", "rss")
    }
    assert len(seen["atom"]) == 2
    assert seen["rss"] == seen["atom"]
    items = json.loads(RENDERERS["json"].feed(written, RENDERERS["json"].entry))["items"]
    assert [
        (
            item["id"],
            item["url"],
            item["title"],
            item["summary"],
            item["content_html"],
            [author["name"] for author in item["authors"]],
            item["tags"],
            [(file["url"], file["size_in_bytes"], file["mime_type"]) for file in item.get("attachments", ())],
        )
        for item in items
    ] == [one[:5] + one[7:] for one in seen["atom"]]
